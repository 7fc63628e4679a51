/// The store of the simulator: {@link dev.skerry.store.memory.MemoryStore} is a process's handle on
/// a {@link dev.skerry.store.memory.MemoryDisk}, which survives crashes. Stricter than a real disk:
/// written is not synced, what was not synced may be lost at a crash, and misuse is an error. One
/// thread; the same calls with the same faults give the same bytes.
@NullMarked
package dev.skerry.store.memory;

import org.jspecify.annotations.NullMarked;
