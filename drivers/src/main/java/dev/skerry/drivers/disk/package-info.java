/// Files handled so that a crash or a hostile name does no harm. {@link
/// dev.skerry.drivers.disk.Disk} writes and removes, {@link dev.skerry.drivers.disk.RootedPath}
/// stays below a root whatever links say. Knows neither pods nor images.
@NullMarked
package dev.skerry.drivers.disk;

import org.jspecify.annotations.NullMarked;
