/// Which kinds a control plane serves at a view: {@link dev.skerry.control.kind.Catalog} adds to
/// the built-in kinds what the established definitions of that view define. Must not know who asks.
@NullMarked
package dev.skerry.control.kind;

import org.jspecify.annotations.NullMarked;
