/// Contents and tags in memory, for tests and simulations, with the faults of real disks. {@link
/// dev.skerry.content.memory.MemoryContents} is stricter than files: it stops on misuse that a file
/// system forgives.
@NullMarked
package dev.skerry.content.memory;

import org.jspecify.annotations.NullMarked;
