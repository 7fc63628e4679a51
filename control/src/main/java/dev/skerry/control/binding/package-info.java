/// Workloads without a Placement: each goes whole to one site, the same for its namespace until
/// that site is gone. {@link dev.skerry.control.binding.BindingController} also takes shares back
/// when their workload is gone.
@NullMarked
package dev.skerry.control.binding;

import org.jspecify.annotations.NullMarked;
