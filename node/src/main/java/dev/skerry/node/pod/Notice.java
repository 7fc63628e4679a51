package dev.skerry.node.pod;

/// Something to tell people: becomes an Event.
///
/// @param reason CamelCase, as Kubernetes' own node agent names it
public record Notice(boolean warning, String reason, String message) {}
