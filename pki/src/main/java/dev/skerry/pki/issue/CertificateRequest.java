package dev.skerry.pki.issue;

import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// A public key whose sender proved to hold the private one (PKCS #10, RFC 2986). Names in a
/// request of a site or node are not read: who the sender is, the CA knows from the token or the
/// old certificate.
public record CertificateRequest(PublicKey key) {
  private static final String LABEL = "CERTIFICATE REQUEST";
  static final String SIGNATURE = "SHA256withECDSA";

  /// The PEM text a site sends; its key stays at the site.
  public static String create(KeyPair pair, SecureRandom chance) {
    try {
      var signer =
          new JcaContentSignerBuilder(SIGNATURE).setSecureRandom(chance).build(pair.getPrivate());
      var request =
          new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=skerry"), pair.getPublic())
              .build(signer);
      return Pem.block(LABEL, request.getEncoded());
    } catch (OperatorCreationException | IOException broken) {
      throw new IllegalStateException("a key that cannot sign", broken);
    }
  }

  /// @throws PkiRefused when it is malformed, signed by another key, or not for a P-256 key
  public static CertificateRequest parse(String pem) throws PkiRefused {
    Unproved read = read(pem);
    Keys.requireP256(read.key());
    read.requireProof();
    return new CertificateRequest(read.key());
  }

  /// A request of which nobody has seen yet that its sender holds the key.
  record Unproved(JcaPKCS10CertificationRequest request, PublicKey key) {
    void requireProof() throws PkiRefused {
      try {
        if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
          throw new PkiRefused("the certificate request is not signed by the key in it");
        }
      } catch (OperatorCreationException | PKCSException | IllegalArgumentException broken) {
        throw broken(broken);
      }
    }
  }

  static Unproved read(String pem) throws PkiRefused {
    try {
      var request = new JcaPKCS10CertificationRequest(Pem.blocks(LABEL, pem).getFirst());
      return new Unproved(request, request.getPublicKey());
    } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
      throw broken(broken);
    }
  }

  private static PkiRefused broken(Exception why) {
    return new PkiRefused("the certificate request is broken: " + why.getMessage(), why);
  }
}
