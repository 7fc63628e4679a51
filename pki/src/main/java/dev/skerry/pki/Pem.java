package dev.skerry.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys as text (RFC 7468): `CERTIFICATE`, and `PRIVATE KEY` in PKCS #8 or `EC
/// PRIVATE KEY` (RFC 5915), as most tools write it.
public final class Pem {
  private static final int LINE_CHARS = 64;
  private static final String EC = "EC PRIVATE KEY";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

  private Pem() {}

  public static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateException broken) {
      throw new IllegalStateException("a certificate that cannot be encoded", broken);
    }
  }

  public static String of(List<X509Certificate> chain) {
    StringBuilder text = new StringBuilder();
    chain.forEach(certificate -> text.append(of(certificate)));
    return text.toString();
  }

  public static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  /// A key on P-256 as `EC PRIVATE KEY`, for files that other programs read.
  ///
  /// @param shown its public half
  public static String ofEc(PrivateKey key, PublicKey shown) {
    if (!(key instanceof ECPrivateKey secret) || !(shown instanceof ECPublicKey point)) {
      throw new IllegalArgumentException("an EC key is expected, not " + key.getAlgorithm());
    }
    return block(EC, EcKeyForms.sec1(secret, point));
  }

  /// @return the certificates in their order, at least one
  public static List<X509Certificate> certificates(String text) throws PkiRefused {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : blocks("CERTIFICATE", text)) {
      try {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      } catch (CertificateException broken) {
        throw new PkiRefused("a certificate in the PEM text is broken: " + broken, broken);
      }
    }
    return List.copyOf(certificates);
  }

  public static PrivateKey key(String text) throws PkiRefused {
    try {
      byte[] der =
          text.contains("-----BEGIN " + EC + "-----")
              ? EcKeyForms.pkcs8(blocks(EC, text).getFirst())
              : blocks("PRIVATE KEY", text).getFirst();
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException broken) {
      throw new PkiRefused("the private key is broken or not an EC key on P-256", broken);
    }
  }

  public static String block(String label, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'});
    String body = lines.encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /// @return the bytes of every block with this label, at least one
  public static List<byte[]> blocks(String label, String text) throws PkiRefused {
    List<byte[]> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(text);
    while (found.find()) {
      if (found.group(1).equals(label)) {
        blocks.add(decode(label, found.group(2)));
      }
    }
    if (blocks.isEmpty()) {
      throw new PkiRefused("there is no '-----BEGIN " + label + "-----' in the PEM text");
    }
    return blocks;
  }

  private static byte[] decode(String label, String body) throws PkiRefused {
    try {
      return Base64.getMimeDecoder().decode(body.getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException broken) {
      throw new PkiRefused("the " + label + " in the PEM text is not base64", broken);
    }
  }
}
