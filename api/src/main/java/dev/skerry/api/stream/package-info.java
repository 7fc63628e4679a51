/// Conversations of messages, however a client asks for one: as a WebSocket, or over SPDY/3.1 as
/// kubectl did up to 1.29. {@link dev.skerry.api.stream.Upgrade} makes both look the same to who
/// serves them. Knows no pods.
@NullMarked
package dev.skerry.api.stream;

import org.jspecify.annotations.NullMarked;
