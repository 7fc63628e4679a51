package dev.skerry.model.kind;

/// Where a kind keeps what its `scale` subresource shows, as dotted paths without a leading dot.
///
/// @param selector path of a label selector object, or of a string in selector syntax
public record ScalePaths(String specReplicas, String statusReplicas, String selector) {}
