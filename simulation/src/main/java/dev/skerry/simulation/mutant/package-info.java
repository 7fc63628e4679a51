/// Bugs planted on purpose: each {@link dev.skerry.simulation.mutant.Mutant} changes one
/// instruction of one method of production code while its class is loaded, so that production code
/// has no switches; {@link dev.skerry.simulation.mutant.MutantLoader} defines the classes of such a
/// world. A mutant whose line is no longer there is an error. The bugs are listed in
/// `mutants.list`.
@NullMarked
package dev.skerry.simulation.mutant;

import org.jspecify.annotations.NullMarked;
