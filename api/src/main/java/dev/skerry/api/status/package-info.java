/// Errors and results as Kubernetes' `Status`: {@link dev.skerry.api.status.Statuses} writes them,
/// {@link dev.skerry.api.status.Refused} carries one out of a handler.
@NullMarked
package dev.skerry.api.status;

import org.jspecify.annotations.NullMarked;
