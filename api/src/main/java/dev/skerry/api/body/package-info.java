/// Request bodies as JSON trees, whatever they were written in: {@link
/// dev.skerry.api.body.RequestBody}. Protobuf and its descriptors stand behind this package and are
/// loaded by the first body that needs them.
@NullMarked
package dev.skerry.api.body;

import org.jspecify.annotations.NullMarked;
