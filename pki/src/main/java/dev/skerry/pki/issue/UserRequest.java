package dev.skerry.pki.issue;

import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// What somebody with a key of their own asks to be called (PKCS #10, RFC 2986). They proved to
/// hold the key; whether they may be called so somebody else has to say.
///
/// @param key ECDSA on P-256 or P-384, or RSA
/// @param principal its common name as user and its organisations as groups
public record UserRequest(PublicKey key, Principal principal) {
  private static final List<Integer> CURVE_BITS = List.of(256, 384);
  private static final int RSA_LEAST_BITS = 2048;
  private static final int RSA_MOST_BITS = 4096;

  /// @throws PkiRefused when it is malformed, signed by another key, names nobody, or its key is of
  ///   another kind
  public static UserRequest parse(String pem) throws PkiRefused {
    CertificateRequest.Unproved read = CertificateRequest.read(pem);
    // First, since a proof by a key of any size may take any time.
    requireKnown(read.key());
    read.requireProof();
    try {
      var subject = new X500Principal(read.request().getSubject().getEncoded());
      return new UserRequest(read.key(), Principal.named(subject));
    } catch (IOException | IllegalArgumentException broken) {
      throw new PkiRefused("the name in the certificate request is broken", broken);
    }
  }

  private static void requireKnown(PublicKey key) throws PkiRefused {
    boolean known =
        switch (key) {
          case ECPublicKey ec ->
              CURVE_BITS.contains(ec.getParams().getCurve().getField().getFieldSize());
          case RSAPublicKey rsa -> {
            int bits = rsa.getModulus().bitLength();
            yield bits >= RSA_LEAST_BITS && bits <= RSA_MOST_BITS;
          }
          default -> false;
        };
    if (!known) {
      throw new PkiRefused(
          "the key is "
              + key.getAlgorithm()
              + " of another kind or length than is taken: ECDSA on P-256 or P-384, or RSA of "
              + RSA_LEAST_BITS
              + " to "
              + RSA_MOST_BITS
              + " bits; make a new one");
    }
  }
}
