/// Probes and hooks on real containers. {@link dev.skerry.drivers.probe.ContainerProber} asks by
/// HTTP, TCP or a command in the container. Knows nothing of schedules and thresholds; what an
/// answer means is decided by `node.probe`.
@NullMarked
package dev.skerry.drivers.probe;

import org.jspecify.annotations.NullMarked;
