/// Virtual time and chance. {@link dev.skerry.simulation.world.Agenda} is the one thread of a
/// world: what happens next happens when all before it is done. {@link
/// dev.skerry.simulation.world.Streams} draws everything random from one seed, {@link
/// dev.skerry.simulation.world.Trace} sums up what happened. Knows nothing of clouds.
@NullMarked
package dev.skerry.simulation.world;

import org.jspecify.annotations.NullMarked;
