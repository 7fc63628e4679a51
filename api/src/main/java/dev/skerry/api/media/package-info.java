/// Which shape an answer has: {@link dev.skerry.api.media.Accept} reads what a client takes.
@NullMarked
package dev.skerry.api.media;

import org.jspecify.annotations.NullMarked;
