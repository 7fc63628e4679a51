/// The API described by itself: {@link dev.skerry.api.openapi.OpenApi} serves OpenAPI v3 documents,
/// one per group version, made from the registry of kinds when first asked for.
@NullMarked
package dev.skerry.api.openapi;

import org.jspecify.annotations.NullMarked;
