/// What must hold in every world. Each {@link dev.skerry.simulation.monitor.Monitor} watches one
/// promise, keeps its own shadow of what it needs, and throws {@link
/// dev.skerry.simulation.world.Violated}; {@link dev.skerry.simulation.monitor.Monitors} shows them
/// what becomes durable. They read the machines' state and never change it.
@NullMarked
package dev.skerry.simulation.monitor;

import org.jspecify.annotations.NullMarked;
