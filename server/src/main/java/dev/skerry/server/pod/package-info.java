/// Logs of pods and commands in them, wherever in a site they run. {@link
/// dev.skerry.server.pod.SiteStreams} asks the node in this process directly and others over
/// streams that they open, where {@link dev.skerry.server.pod.PodDoor} answers. Knows no driver.
@NullMarked
package dev.skerry.server.pod;

import org.jspecify.annotations.NullMarked;
