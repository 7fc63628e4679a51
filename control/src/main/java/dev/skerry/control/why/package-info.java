/// Which site runs what and why, for people. {@link dev.skerry.control.why.Why} reads shares,
/// statuses, reports and decisions of one view, {@link dev.skerry.control.why.Agreements} whether
/// its sites follow the same history; they decide nothing and change nothing.
@NullMarked
package dev.skerry.control.why;

import org.jspecify.annotations.NullMarked;
