/// What the two ends of a link say to each other: {@link dev.skerry.sync.frame.Frame}, its text
/// (canonical JSON, {@link dev.skerry.sync.frame.FrameWriter} and {@link
/// dev.skerry.sync.frame.FrameReader}) and its bounds. Knows nothing of when a frame is said.
@NullMarked
package dev.skerry.sync.frame;

import org.jspecify.annotations.NullMarked;
