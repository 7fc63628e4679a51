/// How a site leaves: {@link dev.skerry.control.leave.LeaveController} lets go of one whose Site
/// was deleted, and forgets what it said. What it was given is taken back by placement and binding,
/// who see that the Site is no more.
@NullMarked
package dev.skerry.control.leave;

import org.jspecify.annotations.NullMarked;
