/// A node agent as a running thing. {@link dev.skerry.server.node.NodeProcess} owns the one thread
/// that decides and performs its effects; a {@link dev.skerry.server.node.Conversation} carries
/// frames to the control plane, in this process or over a link. Decides nothing about pods.
@NullMarked
package dev.skerry.server.node;

import org.jspecify.annotations.NullMarked;
