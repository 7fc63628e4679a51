/// A node's end of the conversation with its control plane. {@link dev.skerry.node.feed.Uplink}
/// keeps the feed of pods durably on the node, so that it restarts and reboots with what it had,
/// makes of it what an agent is to run, and tells the control plane what the agent reports. Knows
/// no socket, file or clock, and decides nothing about pods.
@NullMarked
package dev.skerry.node.feed;

import org.jspecify.annotations.NullMarked;
