/// The state of one control plane as an immutable value. {@link dev.skerry.control.state.View} is
/// all of it at one revision, {@link dev.skerry.control.state.Delta} the only way to the next;
/// {@link dev.skerry.control.state.Entry} is an object as the API shows it. Decides nothing:
/// replaying the deltas of a log gives the view that lived through them.
@NullMarked
package dev.skerry.control.state;

import org.jspecify.annotations.NullMarked;
