/// The calls that the agent wants made and how to make them. {@link dev.skerry.node.work.Task} is
/// one call, {@link dev.skerry.node.work.Performer} makes it against the ports and answers an
/// {@link dev.skerry.node.work.Outcome}. Decides nothing, starts no thread: a process calls it from
/// as many threads as there are tasks, a simulation from its one.
@NullMarked
package dev.skerry.node.work;

import org.jspecify.annotations.NullMarked;
