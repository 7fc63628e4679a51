/// Policies on writes (`ValidatingAdmissionPolicy`): {@link dev.skerry.control.policy.PolicyBook}
/// asks those that a view has in force. Must not know how an object is written; what an expression
/// means is for `control.rule`.
@NullMarked
package dev.skerry.control.policy;

import org.jspecify.annotations.NullMarked;
