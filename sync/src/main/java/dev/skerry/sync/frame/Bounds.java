package dev.skerry.sync.frame;

/// The bounds of protocol version 1. Both ends hold them; crossing one ends the conversation.
public final class Bounds {
  /// Largest text sent in one piece, bytes: at 256 kbit/s a ping waits at most 8 s behind it.
  public static final int MAX_FRAME_BYTES = 256 * 1024;

  /// Largest frame put together from pieces, bytes: one record of the largest stored size.
  public static final int MAX_WHOLE_BYTES = 17 * 1024 * 1024;

  /// Records in a `Batch` or `Fill`.
  public static final int MAX_ITEMS = 1000;

  /// JSON of the records in a `Batch` or `Fill`, bytes, unless it is a single record; leaves room
  /// for the frame's own fields below [#MAX_FRAME_BYTES].
  public static final int MAX_BATCH_BYTES = 192 * 1024;

  /// Entries in an `Offer`: each has at most 160 bytes, so that a chunk fits a frame.
  public static final int MAX_ENTRIES = 1500;

  /// `Batch` and `Fill` frames sent and not acknowledged: with full frames 1 MiB in flight, enough
  /// for 10 Mbit/s at 800 ms.
  public static final int WINDOW = 4;

  /// Earlier runs of a store named in a greeting, 40 bytes each: more than any end keeps.
  public static final int MAX_RUNS = 64;

  /// Length of a reason, sentence, feature, purpose or other word, characters.
  public static final int MAX_WORDS = 2048;

  private Bounds() {}
}
