package dev.skerry.store;

/// The store could not do what was asked. After an `append` that fails so, the outcome is unknown:
/// the caller stops and starts again from the log.
public final class StoreFailure extends Exception {
  private static final long serialVersionUID = 1;

  public StoreFailure(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreFailure(String message) {
    super(message);
  }
}
