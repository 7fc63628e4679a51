/// Hostile input from seeds: {@link dev.skerry.drivers.fuzz.Seeds} says how many, {@link
/// dev.skerry.drivers.fuzz.WildLayer} makes layers of images that nobody should have made.
@NullMarked
package dev.skerry.drivers.fuzz;

import org.jspecify.annotations.NullMarked;
