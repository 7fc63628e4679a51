/// The image registry under `/v2/`. {@link dev.skerry.api.image.Images} puts `content.registry` on
/// HTTP; what it answers is decided there.
@NullMarked
package dev.skerry.api.image;

import org.jspecify.annotations.NullMarked;
