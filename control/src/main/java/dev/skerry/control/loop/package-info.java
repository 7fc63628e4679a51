/// What goes into the loop of a control plane and what comes out of it: {@link
/// dev.skerry.control.loop.Input} and {@link dev.skerry.control.loop.Effect}. Words only; what is
/// decided on the way is not for here.
@NullMarked
package dev.skerry.control.loop;

import org.jspecify.annotations.NullMarked;
