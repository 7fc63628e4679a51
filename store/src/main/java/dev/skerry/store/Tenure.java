package dev.skerry.store;

/// Who may write. Blocking; one call at process start.
public interface Tenure {
  /// Starts a new tenure and ends all earlier ones: their appends are fenced from now on.
  ///
  /// @throws StoreFailure when another process holds the store and cannot be fenced (the message
  ///   says which file and what to do), or the store cannot be read
  Epoch begin() throws StoreFailure;
}
