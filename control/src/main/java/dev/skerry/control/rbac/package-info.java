/// The roles and bindings that every control plane comes with ({@link
/// dev.skerry.control.rbac.DefaultPolicy}), and roles that are made of others.
@NullMarked
package dev.skerry.control.rbac;

import org.jspecify.annotations.NullMarked;
