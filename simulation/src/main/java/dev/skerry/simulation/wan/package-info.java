/// The network between the places of a world. {@link dev.skerry.simulation.wan.Road} is a way
/// between two places with its delay, rate and loss, which can be cut in either direction; {@link
/// dev.skerry.simulation.wan.Wire} is a connection over it, which behaves like TCP: in order, never
/// lost, but stalled. Carries bytes and knows nothing of what they mean.
@NullMarked
package dev.skerry.simulation.wan;

import org.jspecify.annotations.NullMarked;
