/// Events for people. {@link dev.skerry.control.event.Notes} turns a note of a controller into an
/// Event object or counts an existing one up; {@link dev.skerry.control.event.Expiry} removes old
/// ones.
@NullMarked
package dev.skerry.control.event;

import org.jspecify.annotations.NullMarked;
