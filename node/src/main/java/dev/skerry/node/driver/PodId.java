package dev.skerry.node.driver;

import dev.skerry.model.meta.Uid;

/// Which pod on this node. The names are for people and labels; the uid identifies.
public record PodId(Uid uid, String namespace, String name) {}
