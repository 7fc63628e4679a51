/// The connections of a process. {@link dev.skerry.server.wire.Switchboard} knows them by number,
/// as the loop does; the rest fits links, streams and the node in this process to it.
@NullMarked
package dev.skerry.server.wire;

import org.jspecify.annotations.NullMarked;
