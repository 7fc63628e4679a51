/// Changes as they become durable: {@link dev.skerry.api.watch.WatchHub} keeps a bounded window of
/// them per kind, {@link dev.skerry.api.watch.Watches} tells them to clients. Knows nothing of HTTP
/// paths or writing.
@NullMarked
package dev.skerry.api.watch;

import org.jspecify.annotations.NullMarked;
