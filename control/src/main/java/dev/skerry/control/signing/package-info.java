/// Requests for certificates (`certificates.k8s.io/v1`): {@link dev.skerry.control.signing.Signers}
/// says who may approve and sign for which signer, {@link dev.skerry.control.signing.RequestState}
/// how far one is, {@link dev.skerry.control.signing.RequestExpiry} removes old ones. Must not know
/// keys: who signs is a process.
@NullMarked
package dev.skerry.control.signing;

import org.jspecify.annotations.NullMarked;
