/// Amounts with their units: {@link dev.skerry.model.unit.Quantity} as Kubernetes writes them,
/// {@link dev.skerry.model.unit.Bytes} and {@link dev.skerry.model.unit.MilliCpu} as logic counts
/// them, and texts of durations. Exact arithmetic only. Knows no object.
@NullMarked
package dev.skerry.model.unit;

import org.jspecify.annotations.NullMarked;
