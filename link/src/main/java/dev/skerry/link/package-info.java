/// The transport of the conversation in `sync`: WebSocket over HTTPS with client certificates. The
/// child's end is {@link dev.skerry.link.ChildLink}, the parent's {@link
/// dev.skerry.link.ParentLinks}; both show the same {@link dev.skerry.link.Connection} of frames.
/// {@link dev.skerry.link.StreamBroker} and {@link dev.skerry.link.ChildStreams} carry byte streams
/// over further connections. Knows frames, but nothing of what they mean.
@NullMarked
package dev.skerry.link;

import org.jspecify.annotations.NullMarked;
