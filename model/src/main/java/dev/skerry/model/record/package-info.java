/// The unit of storage and replication. An object is kept as parts, each with one writer: {@link
/// dev.skerry.model.record.PartRecord} is one version of one part, {@link
/// dev.skerry.model.record.Version} orders versions of the same part. Decision 0001 says why.
@NullMarked
package dev.skerry.model.record;

import org.jspecify.annotations.NullMarked;
