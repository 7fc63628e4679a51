/// Which objects: {@link dev.skerry.model.selector.LabelSelector} and {@link
/// dev.skerry.model.selector.FieldSelector}, from the texts of queries and from the objects that
/// carry one. Must not know where objects are kept.
@NullMarked
package dev.skerry.model.selector;

import org.jspecify.annotations.NullMarked;
