/// A bad link on one machine. {@link dev.skerry.server.relay.Relay} passes bytes between a site and
/// its parent and does to them what {@link dev.skerry.server.relay.Weather} says: delay, jitter,
/// rate, loss, cuts. Nobody else in the program knows of it.
@NullMarked
package dev.skerry.server.relay;

import org.jspecify.annotations.NullMarked;
