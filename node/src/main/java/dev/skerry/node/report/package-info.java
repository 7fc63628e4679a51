/// What a node says of itself: the status of its Node object. {@link
/// dev.skerry.node.report.NodeStatus} composes it from {@link dev.skerry.node.report.Machine}, the
/// facts that a process has looked up. Knows nothing of pods.
@NullMarked
package dev.skerry.node.report;

import org.jspecify.annotations.NullMarked;
