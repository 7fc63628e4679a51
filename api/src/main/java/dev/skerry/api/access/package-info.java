/// Who is asking. {@link dev.skerry.api.access.Authentication} turns a certificate or a token into
/// a user; what the user may do is decided in `control.access`.
@NullMarked
package dev.skerry.api.access;

import org.jspecify.annotations.NullMarked;
