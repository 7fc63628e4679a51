/// JSON as immutable values. {@link dev.skerry.model.json.Json} is the tree, {@link
/// dev.skerry.model.json.JsonText} reads and writes it. A tree exists only while something is being
/// patched, validated or decided; at rest an object is its canonical bytes. Knows nothing of kinds.
@NullMarked
package dev.skerry.model.json;

import org.jspecify.annotations.NullMarked;
