/// Who uses a cloud. {@link dev.skerry.simulation.people.Client} asks an API as a handler of a real
/// one does; {@link dev.skerry.simulation.people.Oracle} remembers what people were told.
@NullMarked
package dev.skerry.simulation.people;

import org.jspecify.annotations.NullMarked;
