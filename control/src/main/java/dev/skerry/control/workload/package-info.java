/// What several controllers read in the same way: pod templates and what they refer to, amounts of
/// resources, label selectors, conditions, shares, sites. {@link
/// dev.skerry.control.workload.Shares} says who runs a workload, {@link
/// dev.skerry.control.workload.Wanted} makes an intent only where something differs. Decides
/// nothing about any workload.
@NullMarked
package dev.skerry.control.workload;

import org.jspecify.annotations.NullMarked;
