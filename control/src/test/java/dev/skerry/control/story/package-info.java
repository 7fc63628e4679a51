/// A control plane small enough for a test: {@link dev.skerry.control.story.Story} runs controllers
/// on a view until they are quiet and carries out their intents simply; {@link
/// dev.skerry.control.story.Objects} writes the objects that stories are about.
@NullMarked
package dev.skerry.control.story;

import org.jspecify.annotations.NullMarked;
