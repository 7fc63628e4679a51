/// Makes certificates and requests for them: {@link dev.skerry.pki.issue.Authority} is a CA, {@link
/// dev.skerry.pki.issue.CertificateRequest} what a site sends it. The only package that knows
/// BouncyCastle; must not be needed to verify or to serve.
@NullMarked
package dev.skerry.pki.issue;

import org.jspecify.annotations.NullMarked;
