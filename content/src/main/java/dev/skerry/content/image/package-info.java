/// Container images over content (OCI image spec 1.1). {@link dev.skerry.content.image.Library} is
/// the way in: it finds an image by {@link dev.skerry.content.image.Reference} and tells its parts.
/// Knows neither networks nor file formats of archives.
@NullMarked
package dev.skerry.content.image;

import org.jspecify.annotations.NullMarked;
