package dev.skerry.cli.image;

import dev.skerry.server.image.Progress;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// One line for each blob of an image on a terminal, written again while its bytes move, and what
/// they come to.
final class BlobLines implements Progress {
  /// Between two looks at one blob; people read no faster.
  private static final long EVERY_NANOS = 100_000_000;

  private static final String AGAIN = "\r\033[K";
  private static final int SHORT_DIGEST = 12;
  private static final double MIB = 1 << 20;

  private final Consumer<String> terminal;
  private final LongSupplier nanos;
  private String digest = "";
  private long size;
  private long done;
  private long shownAt;
  private long blobs;
  private long known;
  private long bytes;

  /// @param terminal takes text, with what moves its cursor
  /// @param nanos a steady clock
  BlobLines(Consumer<String> terminal, LongSupplier nanos) {
    this.terminal = terminal;
    this.nanos = nanos;
  }

  @Override
  public void there(String known) {
    this.known++;
    terminal.accept(name(known) + "  is there already\n");
  }

  @Override
  public void begins(String begun, long toCome) {
    digest = begun;
    size = toCome;
    done = 0;
    show("");
  }

  @Override
  public void moved(long more) {
    done += more;
    if (nanos.getAsLong() - shownAt >= EVERY_NANOS) {
      show("");
    }
  }

  @Override
  public void ends() {
    show("\n");
    blobs++;
    bytes += done;
  }

  private void show(String end) {
    shownAt = nanos.getAsLong();
    terminal.accept(AGAIN + name(digest) + "  " + mib(done) + " of " + mib(size) + " MiB" + end);
  }

  /// `, 27.6 MiB in 2 blobs, 3 were there`.
  String total() {
    String moved = ", " + mib(bytes) + " MiB in " + blobs + (blobs == 1 ? " blob" : " blobs");
    return known == 0 ? moved : moved + ", " + known + (known == 1 ? " was" : " were") + " there";
  }

  private static String name(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return "blob " + hex.substring(0, Math.min(SHORT_DIGEST, hex.length()));
  }

  private static String mib(long bytes) {
    return "%.1f".formatted(bytes / MIB);
  }
}
