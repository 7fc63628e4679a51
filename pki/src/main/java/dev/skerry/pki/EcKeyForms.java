package dev.skerry.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.util.HexFormat;

/// The form in which OpenSSL and Go write elliptic keys, to and from the JDK's. Client libraries
/// that take a `PRIVATE KEY` for an RSA key, such as fabric8's, know this one by its label.
///
/// Source: RFC 5915 (`ECPrivateKey`), RFC 5958 (`PrivateKeyInfo`).
final class EcKeyForms {
  private static final int KEY_BYTES = 32;
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int BITS = 0x03;

  /// `[1]`.
  private static final int SHOWN = 0xa1;

  /// No bits of the last byte are unused.
  private static final byte[] WHOLE = {0};

  /// How a point begins whose two coordinates follow (SEC 1, section 2.3.3).
  private static final byte[] UNCOMPRESSED = {4};

  /// `INTEGER 1`.
  private static final byte[] VERSION = hex("020101");

  /// `[0] OBJECT IDENTIFIER prime256v1`.
  private static final byte[] CURVE = hex("a00a06082a8648ce3d030107");

  /// `INTEGER 0`, and `SEQUENCE { id-ecPublicKey, prime256v1 }`.
  private static final byte[] P256 = hex("020100301306072a8648ce3d020106082a8648ce3d030107");

  private EcKeyForms() {}

  /// With the public key in it, which some readers want.
  ///
  /// @param key on P-256
  static byte[] sec1(ECPrivateKey key, ECPublicKey shown) {
    ECPoint point = shown.getW();
    byte[] bits =
        der(BITS, WHOLE, UNCOMPRESSED, fixed(point.getAffineX()), fixed(point.getAffineY()));
    return der(SEQUENCE, VERSION, der(OCTETS, fixed(key.getS())), CURVE, der(SHOWN, bits));
  }

  /// @param sec1 with or without a public key, on P-256
  static byte[] pkcs8(byte[] sec1) {
    return der(SEQUENCE, P256, der(OCTETS, sec1));
  }

  private static byte[] fixed(BigInteger number) {
    var bytes = new byte[KEY_BYTES];
    byte[] digits = number.toByteArray();
    int length = Math.min(digits.length, KEY_BYTES);
    System.arraycopy(digits, digits.length - length, bytes, KEY_BYTES - length, length);
    return bytes;
  }

  /// Tag, length and contents; the length in one byte, or in up to three if it is long.
  private static byte[] der(int tag, byte[]... contents) {
    var body = new ByteArrayOutputStream();
    for (byte[] each : contents) {
      body.writeBytes(each);
    }
    var whole = new ByteArrayOutputStream();
    whole.write(tag);
    if (body.size() < 0x80) {
      whole.write(body.size());
    } else if (body.size() < 0x100) {
      whole.write(0x81);
      whole.write(body.size());
    } else {
      whole.write(0x82);
      whole.write(body.size() >> 8);
      whole.write(body.size());
    }
    whole.writeBytes(body.toByteArray());
    return whole.toByteArray();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
