/// What an object uses of what may be limited: {@link dev.skerry.control.usage.PodUse} reads a pod,
/// {@link dev.skerry.control.usage.Tally} adds up a namespace. Must not know limits, nor where
/// objects are kept.
@NullMarked
package dev.skerry.control.usage;

import org.jspecify.annotations.NullMarked;
