/// `skerry image`: builds, reads and lists images of this user and exchanges them with a core.
/// {@link dev.skerry.cli.image.ImageCommand} names the subcommands; what they do is in
/// `server.image`.
@NullMarked
package dev.skerry.cli.image;

import org.jspecify.annotations.NullMarked;
