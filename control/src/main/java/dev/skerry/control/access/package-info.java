/// Who may do what. {@link dev.skerry.control.access.Access} decides about a {@link
/// dev.skerry.control.access.User} by the roles and bindings of a view, {@link
/// dev.skerry.control.access.Escalation} about who writes those; how somebody proves to be that
/// user is the API's business.
@NullMarked
package dev.skerry.control.access;

import org.jspecify.annotations.NullMarked;
