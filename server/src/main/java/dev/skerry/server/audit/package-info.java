/// The audit log of a control plane as files. {@link dev.skerry.server.audit.AuditFile} keeps what
/// {@code api.audit} tells; {@link dev.skerry.server.audit.Auditing} makes it of the configuration.
@NullMarked
package dev.skerry.server.audit;

import org.jspecify.annotations.NullMarked;
