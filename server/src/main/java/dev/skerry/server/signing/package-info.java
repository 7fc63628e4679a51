/// Signs requests for certificates that were approved. {@link dev.skerry.server.signing.Signer} is
/// a client of the control plane like others, woken by what is published; whether a request may be
/// approved is no business of this package.
@NullMarked
package dev.skerry.server.signing;

import org.jspecify.annotations.NullMarked;
