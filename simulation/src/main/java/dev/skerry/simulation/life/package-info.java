/// What one seed comes to, in types of the JDK only: {@link dev.skerry.simulation.life.Life} may be
/// one of a world whose classes another loader defined, with a bug planted in them.
@NullMarked
package dev.skerry.simulation.life;

import org.jspecify.annotations.NullMarked;
