package dev.skerry.content.registry;

/// A request that gets an error: the spec's code and the HTTP status that goes with it here.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1;

  /// Codes of the distribution spec, and `DISK_FULL`, which it lacks a word for.
  enum Code {
    BLOB_UNKNOWN(404),
    BLOB_UPLOAD_INVALID(400),
    BLOB_UPLOAD_UNKNOWN(404),
    DIGEST_INVALID(400),
    MANIFEST_BLOB_UNKNOWN(404),
    MANIFEST_INVALID(400),
    MANIFEST_UNKNOWN(404),
    NAME_INVALID(400),
    NAME_UNKNOWN(404),
    SIZE_INVALID(413),
    UNSUPPORTED(405),
    TOOMANYREQUESTS(429),
    RANGE_INVALID(416),
    DISK_FULL(507),
    UNKNOWN(500);

    private final int status;

    Code(int status) {
      this.status = status;
    }
  }

  private final Code code;

  Refusal(Code code, String message) {
    super(message);
    this.code = code;
  }

  Refusal(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  Code code() {
    return code;
  }

  int status() {
    return code.status;
  }
}
