/// A child's own API, asked from above. The parent's {@link dev.skerry.server.gate.Call} goes over
/// a stream that the child opened, and {@link dev.skerry.server.gate.ApiDoor} there asks its own
/// API as the same user. So a site needs no open port towards its parent.
@NullMarked
package dev.skerry.server.gate;

import org.jspecify.annotations.NullMarked;
