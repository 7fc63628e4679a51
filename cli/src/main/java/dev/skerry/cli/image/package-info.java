/// `skerry image`: builds, reads and lists images in a library of this user and exchanges them with
/// a core. {@link dev.skerry.cli.image.ImageCommand} names the subcommands, {@link
/// dev.skerry.cli.image.Images} is the library, {@link dev.skerry.cli.image.Remote} the core's.
@NullMarked
package dev.skerry.cli.image;

import org.jspecify.annotations.NullMarked;
