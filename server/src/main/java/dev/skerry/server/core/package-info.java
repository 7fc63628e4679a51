/// The core of a fleet as a process. {@link dev.skerry.server.core.CoreInit} makes its directory,
/// {@link dev.skerry.server.core.CoreProcess} runs it.
@NullMarked
package dev.skerry.server.core;

import org.jspecify.annotations.NullMarked;
