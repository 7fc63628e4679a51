/// The decisions of one node. {@link dev.skerry.node.agent.Agent} turns what is wanted, seen and
/// done into tasks, reports and events. Holds no time, thread or driver: a process or a simulation
/// feeds it and performs its effects.
@NullMarked
package dev.skerry.node.agent;

import org.jspecify.annotations.NullMarked;
