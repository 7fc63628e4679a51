package dev.skerry.pki;

/// Something handed in (a certificate, a key, a request, a token, a pin) is not acceptable. The
/// message is a sentence for the person who handed it in.
public final class PkiRefused extends Exception {
  private static final long serialVersionUID = 1;

  public PkiRefused(String message) {
    super(message);
  }

  public PkiRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
