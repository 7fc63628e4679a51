/// Images as files, as other tools write and read them. {@link dev.skerry.content.archive.Archives}
/// imports OCI layouts (tar or directory) and Docker's archives, and exports OCI layouts. Nothing
/// in an archive becomes a path on this machine.
@NullMarked
package dev.skerry.content.archive;

import org.jspecify.annotations.NullMarked;
