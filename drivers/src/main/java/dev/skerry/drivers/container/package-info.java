/// Pods as containers. {@link dev.skerry.drivers.container.ContainerDriver} runs each under an OCI
/// runtime and conmon, which holds it when the agent is gone; {@link
/// dev.skerry.drivers.container.RuntimeProbe} finds a runtime that works on this machine, {@link
/// dev.skerry.drivers.container.Sweep} removes everything as a power cut would. A pod's containers
/// share network, `/dev/shm` and volumes; there is no pause container. Needs root.
@NullMarked
package dev.skerry.drivers.container;

import org.jspecify.annotations.NullMarked;
