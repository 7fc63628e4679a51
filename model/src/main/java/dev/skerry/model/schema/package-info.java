/// The shape of a kind as data. {@link dev.skerry.model.schema.Schema} is one node of that shape,
/// for built-in kinds and custom ones alike; decoding, validation, patches and apply all walk it.
/// Must not know any kind by name.
@NullMarked
package dev.skerry.model.schema;

import org.jspecify.annotations.NullMarked;
