package dev.skerry.server.node;

import dev.skerry.node.driver.Images;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.probe.Prober;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;

/// What a node agent works with. All of it is the caller's, who closes it after the agent.
///
/// @param store where the node keeps its feed; in memory where the control plane is in the same
///   process
/// @param epoch of this writer of the store
public record NodePorts(
    PodDriver driver,
    Images images,
    Prober prober,
    MachineFacts machine,
    Store store,
    Epoch epoch,
    Conversation conversation,
    Gazette gazette) {}
