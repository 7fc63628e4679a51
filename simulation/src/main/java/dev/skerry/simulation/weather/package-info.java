/// What goes wrong in a world, by its seed: {@link dev.skerry.simulation.weather.Weather} cuts
/// roads, stops machines, fills disks and sets clocks. It acts from outside and no machine can tell
/// that it exists.
@NullMarked
package dev.skerry.simulation.weather;

import org.jspecify.annotations.NullMarked;
