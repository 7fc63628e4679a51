package dev.skerry.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;

/// A key pair without a certificate, both halves in one file (mode 0600) as PEM.
public final class KeyPairFile {
  private static final String LABEL = "PUBLIC KEY";

  private KeyPairFile() {}

  /// The pair in the file; a new one when there is no file.
  public static KeyPair of(Path file, SecureRandom chance) throws IOException, PkiRefused {
    if (!Files.exists(file)) {
      KeyPair made = Keys.generate(chance);
      String text = Pem.of(made.getPrivate()) + Pem.block(LABEL, made.getPublic().getEncoded());
      IdentityFiles.replace(file, text, IdentityFiles.OWNER_ONLY);
      return made;
    }
    String text = Files.readString(file);
    try {
      return new KeyPair(shown(text), Pem.key(text));
    } catch (GeneralSecurityException | PkiRefused broken) {
      throw new PkiRefused(
          file
              + ": "
              + broken.getMessage()
              + "; restore it from a backup, or remove it: a new one is made, and the tokens that"
              + " service accounts have end",
          broken);
    }
  }

  private static PublicKey shown(String text) throws GeneralSecurityException, PkiRefused {
    byte[] der = Pem.blocks(LABEL, text).getFirst();
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
  }
}
