/// How many requests are answered at once, and whose turn it is. {@link dev.skerry.api.flow.Flow}
/// lets requests in, users in turn; {@link dev.skerry.api.flow.FlowLimits} has the numbers. Knows
/// no kinds.
@NullMarked
package dev.skerry.api.flow;

import org.jspecify.annotations.NullMarked;
