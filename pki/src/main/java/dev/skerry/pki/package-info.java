/// Who is who: keys, certificates, pins, join tokens, and the TLS contexts made of them. {@link
/// dev.skerry.pki.Identity} is a key with its certificates, {@link dev.skerry.pki.TlsContexts} what
/// is done with one. Reading and verifying use the JDK only; issuing lies in `pki.issue`, so that
/// its library loads only where a certificate is made. Time and chance come in by parameter.
@NullMarked
package dev.skerry.pki;

import org.jspecify.annotations.NullMarked;
