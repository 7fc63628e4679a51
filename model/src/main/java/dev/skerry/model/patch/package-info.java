/// Patches as pure functions of a tree: JSON Patch, JSON Merge Patch and Kubernetes' strategic
/// merge patch. {@link dev.skerry.model.patch.PatchOutcome} is what each of them answers.
/// Server-side apply is not here, it has owners: see `model.apply`. Must not know any kind by name.
@NullMarked
package dev.skerry.model.patch;

import org.jspecify.annotations.NullMarked;
