/// Requests that no sane client sends: {@link dev.skerry.api.fuzz.Wild} makes them from a seed.
@NullMarked
package dev.skerry.api.fuzz;

import org.jspecify.annotations.NullMarked;
