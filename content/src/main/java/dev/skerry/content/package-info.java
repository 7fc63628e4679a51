/// Bytes named by what they are. {@link dev.skerry.content.Contents} is the port: whole blobs under
/// their SHA-256 and uploads that can be resumed. Knows nothing of images: those are in {@code
/// content.image}; adapters are in {@code content.file} and {@code content.memory}.
@NullMarked
package dev.skerry.content;

import org.jspecify.annotations.NullMarked;
