package dev.skerry.node.driver;

/// A field this driver cannot honour. Never neutral: the pod gets a condition and an event.
///
/// @param field path in the Pod, such as `spec.containers[0].resources.limits`
/// @param reason CamelCase, such as `NeedsContainerDriver`
public record Refused(String field, String reason, String sentence) {}
