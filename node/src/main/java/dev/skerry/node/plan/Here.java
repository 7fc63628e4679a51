package dev.skerry.node.plan;

import dev.skerry.model.meta.NodeName;

/// What a pod may learn about the node it runs on.
///
/// @param address of the node, `hostIP`; empty when it has none
/// @param cpuMillis allocatable to pods, thousandths of a core
/// @param memoryBytes allocatable to pods
public record Here(NodeName node, String address, long cpuMillis, long memoryBytes) {}
