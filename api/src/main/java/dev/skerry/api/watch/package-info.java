/// Changes as they become durable: {@link dev.skerry.api.watch.WatchHub} keeps a bounded window of
/// them per kind and lets watchers wait for more. Knows nothing of HTTP or of selections.
@NullMarked
package dev.skerry.api.watch;

import org.jspecify.annotations.NullMarked;
