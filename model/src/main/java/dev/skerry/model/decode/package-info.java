/// From the text of a request or a file to a tree: {@link dev.skerry.model.decode.BodyText} for one
/// object in JSON or YAML, {@link dev.skerry.model.decode.YamlText} for a file of several. The YAML
/// library stands behind this package. Must not know kinds or schemas.
@NullMarked
package dev.skerry.model.decode;

import org.jspecify.annotations.NullMarked;
