/// Questions that clients post about themselves: {@link dev.skerry.api.review.Reviews}. Answered at
/// once, never stored.
@NullMarked
package dev.skerry.api.review;

import org.jspecify.annotations.NullMarked;
