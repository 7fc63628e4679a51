/// Who owns which field, and what writing means for that. {@link dev.skerry.model.apply.Apply} is
/// server-side apply, {@link dev.skerry.model.apply.Update} is bookkeeping for all other writes,
/// {@link dev.skerry.model.apply.FieldSet} is what an owner owns. The schema alone says how lists
/// and maps merge; must not know any kind by name, nor store or default anything.
@NullMarked
package dev.skerry.model.apply;

import org.jspecify.annotations.NullMarked;
