/// Makes images from nothing: no base image, no daemon, no network. {@link
/// dev.skerry.content.build.ImageBuild} follows the `image.yaml` of a directory; equal inputs give
/// equal digests, so layers are shared between versions. Runs programs of the JDK only.
@NullMarked
package dev.skerry.content.build;

import org.jspecify.annotations.NullMarked;
