/// What `kubectl get` shows: {@link dev.skerry.model.table.Table} makes a meta.k8s.io/v1 Table from
/// a kind's columns and its objects. Columns that are more than a path name a function here. Time
/// comes in; ages are computed when asked.
@NullMarked
package dev.skerry.model.table;

import org.jspecify.annotations.NullMarked;
