/// The network of a node's pods. {@link dev.skerry.drivers.network.PodNetwork} gives each pod a
/// namespace with an address on one bridge, and publishes ports by a table of its own in nftables.
/// Works in whatever network namespace the agent runs in; changes nothing it did not make but the
/// forwarding switch. IPv4 only.
@NullMarked
package dev.skerry.drivers.network;

import org.jspecify.annotations.NullMarked;
