/// Runs the host's commands. {@link dev.skerry.drivers.command.Command} is the only way out to
/// another program; arguments are lists, never a line for a shell. Knows nothing of pods.
@NullMarked
package dev.skerry.drivers.command;

import org.jspecify.annotations.NullMarked;
