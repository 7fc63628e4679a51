/// A control plane as a running thing. {@link dev.skerry.server.plane.Loop} owns the one thread
/// that decides and performs its effects; everybody else gives it inputs or reads what it
/// published.
@NullMarked
package dev.skerry.server.plane;

import org.jspecify.annotations.NullMarked;
