/// Hostile input from seeds: {@link dev.skerry.content.fuzz.Seeds} says how many, {@link
/// dev.skerry.content.fuzz.Wild} makes bad bytes, texts and streams of good ones.
@NullMarked
package dev.skerry.content.fuzz;

import org.jspecify.annotations.NullMarked;
