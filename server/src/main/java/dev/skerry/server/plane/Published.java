package dev.skerry.server.plane;

import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.View;

/// What readers see: the durable view, and who was heard when.
public record Published(View view, Presence presence) {}
