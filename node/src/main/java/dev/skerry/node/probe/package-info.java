/// When to ask a container how it is, and what its answers mean. {@link
/// dev.skerry.node.probe.ContainerProbes} is the schedule of one run, {@link
/// dev.skerry.node.probe.Prober} the port that asks. Knows nothing of restarts or status.
@NullMarked
package dev.skerry.node.probe;

import org.jspecify.annotations.NullMarked;
