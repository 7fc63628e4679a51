package dev.skerry.server.image;

/// Hears how the bytes of an image travel, one blob after the other. Called by the thread that
/// moves them.
public interface Progress {
  /// Tells nobody.
  Progress NONE =
      new Progress() {
        @Override
        public void there(String digest) {}

        @Override
        public void begins(String digest, long bytes) {}

        @Override
        public void moved(long bytes) {}

        @Override
        public void ends() {}
      };

  /// The other side has the blob already.
  void there(String digest);

  /// @param bytes still to come
  void begins(String digest, long bytes);

  /// @param bytes since this was last called
  void moved(long bytes);

  /// The blob that began last is through, or given up.
  void ends();
}
