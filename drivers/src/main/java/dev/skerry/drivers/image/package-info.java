/// Image layers as directories. {@link dev.skerry.drivers.image.Unpacked} is what drivers ask,
/// {@link dev.skerry.drivers.image.UnpackedLayers} makes it true from the layers that a {@link
/// dev.skerry.drivers.image.LayerSource} gives. A layer is hostile until it is unpacked: no entry
/// may leave its directory. Knows nothing of registries or pods.
@NullMarked
package dev.skerry.drivers.image;

import org.jspecify.annotations.NullMarked;
