/// The life of one pod on this node. {@link dev.skerry.node.pod.PodLife} takes what is wanted, what
/// is seen and how calls ended, and answers the next steps, the status and what to tell people.
/// Knows no other pod and no driver.
@NullMarked
package dev.skerry.node.pod;

import org.jspecify.annotations.NullMarked;
