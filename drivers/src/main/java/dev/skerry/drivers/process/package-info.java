/// Pods as plain processes, for labs and development: no root, no isolation. {@link
/// dev.skerry.drivers.process.ProcessDriver} runs images that are made for it (label
/// `skerry.dev/relocatable`) and refuses by name whatever needs a container. A run is held by a
/// small shell script, so it outlives the agent. Each log line costs that script a fork: fit for a
/// lab, not for a chatty service. The unpacked image is shared by all runs and not to be written.
@NullMarked
package dev.skerry.drivers.process;

import org.jspecify.annotations.NullMarked;
