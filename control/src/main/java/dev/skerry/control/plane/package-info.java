/// The loop of one control plane as a machine. {@link dev.skerry.control.plane.Plane} takes inputs
/// (prepared writes, frames, ticks, outcomes of appends) and answers effects (append, reply,
/// publish, send). It wires the log, the links and the controllers together; it knows no thread,
/// clock or socket. The process that owns it performs the effects.
@NullMarked
package dev.skerry.control.plane;

import org.jspecify.annotations.NullMarked;
