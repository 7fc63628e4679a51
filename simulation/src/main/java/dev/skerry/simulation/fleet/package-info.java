/// A whole fleet in one thread: {@link dev.skerry.simulation.fleet.Fleet} is a core and its sites,
/// joined as real ones are, with the roads between them.
@NullMarked
package dev.skerry.simulation.fleet;

import org.jspecify.annotations.NullMarked;
