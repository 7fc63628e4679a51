/// What every object has: names, keys, uids, labels, owners. {@link
/// dev.skerry.model.meta.ObjectKey} names an object, {@link dev.skerry.model.meta.Meta} reads its
/// metadata. Knows no kind.
@NullMarked
package dev.skerry.model.meta;

import org.jspecify.annotations.NullMarked;
