/// The conversation of the OCI distribution spec 1.1 over a library, without a web server: {@link
/// dev.skerry.content.registry.Registry} answers requests with values. Knows neither sockets nor
/// who is asking; whoever mounts it has decided that they may.
@NullMarked
package dev.skerry.content.registry;

import org.jspecify.annotations.NullMarked;
