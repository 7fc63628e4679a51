/// SPDY/3.1 as kubectl speaks it (draft 3.1, and what moby/spdystream does of it), over any two
/// streams of bytes. {@link dev.skerry.api.spdy.SpdyConnection} is the server's end. Knows nothing
/// of pods.
@NullMarked
package dev.skerry.api.spdy;

import org.jspecify.annotations.NullMarked;
