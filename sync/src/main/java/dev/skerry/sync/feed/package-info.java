/// What flows over a link, seen from its two ends. {@link dev.skerry.sync.feed.FeedSource} is what
/// an authority offers one subscriber, {@link dev.skerry.sync.feed.Replica} what the subscriber
/// holds of it; both are ports, kept by `control` and `node`. Knows nothing of frames or links.
@NullMarked
package dev.skerry.sync.feed;

import org.jspecify.annotations.NullMarked;
