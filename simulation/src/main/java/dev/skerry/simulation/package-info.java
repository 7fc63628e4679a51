/// Lives of whole fleets in virtual time. {@link dev.skerry.simulation.Simulate} is the command: it
/// lives through seeds, prints a digest, and names the seed that replays a failure.
@NullMarked
package dev.skerry.simulation;

import org.jspecify.annotations.NullMarked;
