/// What an OpenAPI schema demands of values, as custom kinds do: {@link
/// dev.skerry.model.value.ValueRules} checks types, limits, formats and logical combinations with
/// the sentences of Kubernetes. Must not know how a value merges, defaults or is pruned: that is
/// the schema's.
@NullMarked
package dev.skerry.model.value;

import org.jspecify.annotations.NullMarked;
