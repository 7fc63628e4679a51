/// What is served: {@link dev.skerry.api.discovery.Discovery} lists groups, versions and resources,
/// aggregated and plain, from the registry of kinds.
@NullMarked
package dev.skerry.api.discovery;

import org.jspecify.annotations.NullMarked;
