/// Who asked for what, and what became of it, as lines of `audit.k8s.io/v1`. {@link
/// dev.skerry.api.audit.Audit} follows each request; {@link dev.skerry.api.audit.AuditPolicy} says
/// how much of it is told. Knows no files.
@NullMarked
package dev.skerry.api.audit;

import org.jspecify.annotations.NullMarked;
