/// Contents and tags on a file system. {@link dev.skerry.content.file.FileContents} keeps blobs,
/// {@link dev.skerry.content.file.FileTags} the names of images. Knows nothing of what blobs mean.
@NullMarked
package dev.skerry.content.file;

import org.jspecify.annotations.NullMarked;
