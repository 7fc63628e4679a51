/// Tar streams (POSIX pax and ustar, and GNU's long names when reading). {@link
/// dev.skerry.content.tar.TarReader} and {@link dev.skerry.content.tar.TarWriter} see entries only;
/// where an entry may be unpacked to is its reader's business. The writer is deterministic.
@NullMarked
package dev.skerry.content.tar;

import org.jspecify.annotations.NullMarked;
