/// Commands beside a running container, and its own streams. {@link
/// dev.skerry.drivers.session.Sessions} starts one with pipes or on a terminal of its own; the
/// terminal is a pseudo-terminal opened through the C library, so that no value passes a shell.
/// {@link dev.skerry.drivers.session.LogSession} follows what a run says. Knows nothing of
/// containers.
@NullMarked
package dev.skerry.drivers.session;

import org.jspecify.annotations.NullMarked;
