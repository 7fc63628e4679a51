/// Limits of a namespace: {@link dev.skerry.control.quota.Quotas} and {@link
/// dev.skerry.control.quota.LimitRanges} judge what is made, {@link
/// dev.skerry.control.quota.QuotaController} says what is used. Each control plane holds what it
/// has against the limits that it has; must not know of others.
@NullMarked
package dev.skerry.control.quota;

import org.jspecify.annotations.NullMarked;
