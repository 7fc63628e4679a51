/// Which controllers a control plane runs. {@link dev.skerry.control.role.Controllers} lists them
/// by level; it decides nothing else.
@NullMarked
package dev.skerry.control.role;

import org.jspecify.annotations.NullMarked;
