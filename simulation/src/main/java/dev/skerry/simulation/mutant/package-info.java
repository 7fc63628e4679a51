/// Bugs planted on purpose. Each {@link dev.skerry.simulation.mutant.Mutant} is one line of a
/// process or a policy it is built with, gone wrong in one way and named after that; a simulation
/// that does not find it is broken.
@NullMarked
package dev.skerry.simulation.mutant;

import org.jspecify.annotations.NullMarked;
