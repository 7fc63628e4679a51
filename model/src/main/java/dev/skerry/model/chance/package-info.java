/// Chance as a parameter. {@link dev.skerry.model.chance.Chance} is asked by name, so that a draw
/// does not depend on who drew before.
@NullMarked
package dev.skerry.model.chance;

import org.jspecify.annotations.NullMarked;
