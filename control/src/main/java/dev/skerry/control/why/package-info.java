/// Which site runs what and why, for people. {@link dev.skerry.control.why.Why} reads shares,
/// statuses, reports and decisions of one view; it decides nothing and changes nothing.
@NullMarked
package dev.skerry.control.why;

import org.jspecify.annotations.NullMarked;
