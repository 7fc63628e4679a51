/// Where a control plane's log lives. {@link dev.skerry.store.Store} is the port: durable rows with
/// a change log; {@link dev.skerry.store.Tenure} says who may write. Knows rows, not objects.
@NullMarked
package dev.skerry.store;

import org.jspecify.annotations.NullMarked;
