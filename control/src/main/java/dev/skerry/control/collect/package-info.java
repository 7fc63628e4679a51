/// Ends what nobody owns any more, and pods that have stopped. {@link
/// dev.skerry.control.collect.CollectController} follows owner references as Kubernetes' garbage
/// collector does, but only among objects whose home is here: an owner that is merely not known yet
/// is never taken for gone.
@NullMarked
package dev.skerry.control.collect;

import org.jspecify.annotations.NullMarked;
