/// HTTP itself: TLS, limits, one request and its answer. {@link dev.skerry.api.http.Front} owns
/// Jetty, {@link dev.skerry.api.http.Exchange} is what handlers see of it. Knows no kinds.
@NullMarked
package dev.skerry.api.http;

import org.jspecify.annotations.NullMarked;
