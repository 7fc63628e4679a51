package dev.skerry.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;

/// Keys are ECDSA on P-256 (secp256r1) everywhere: small, fast to sign, known to every client.
public final class Keys {
  private static final String CURVE = "secp256r1";
  private static final int FIELD_BITS = 256;

  private Keys() {}

  public static KeyPair generate(SecureRandom chance) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), chance);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this JDK has no " + CURVE, missing);
    }
  }

  /// @throws PkiRefused when a key made elsewhere is of another kind
  public static void requireP256(PublicKey key) throws PkiRefused {
    boolean good =
        key instanceof ECPublicKey ec
            && ec.getParams().getCurve().getField().getFieldSize() == FIELD_BITS;
    if (!good) {
      throw new PkiRefused(
          "the key is " + key.getAlgorithm() + ", not ECDSA on P-256; make a new one");
    }
  }
}
