/// The machines of a world and the processes on them. {@link dev.skerry.simulation.host.Machine}
/// has disks that outlive its processes; {@link dev.skerry.simulation.host.PlaneProcess} performs
/// the effects of control's own machine, {@link dev.skerry.simulation.host.NodeProcess} those of
/// node's, as the real processes do but in virtual time. Decides nothing.
@NullMarked
package dev.skerry.simulation.host;

import org.jspecify.annotations.NullMarked;
