/// What both drivers keep on disk and do alike. {@link dev.skerry.drivers.pod.DriverRoot} lays out
/// the directory, {@link dev.skerry.drivers.pod.PodRecord} and {@link
/// dev.skerry.drivers.pod.RunRecord} are the files in it, {@link dev.skerry.drivers.pod.Volumes}
/// makes volumes, {@link dev.skerry.drivers.pod.Alive} knows processes. Starts nothing itself.
@NullMarked
package dev.skerry.drivers.pod;

import org.jspecify.annotations.NullMarked;
