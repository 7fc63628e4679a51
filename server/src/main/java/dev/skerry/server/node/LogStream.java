package dev.skerry.server.node;

import dev.skerry.api.plane.Streams.LogOptions;
import dev.skerry.drivers.pod.LogLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// A log as `kubectl logs` shows it. One reader; closing it from another thread ends the reading.
final class LogStream extends InputStream {
  /// How often a log that is followed is looked at.
  private static final Duration LOOK = Duration.ofMillis(200);

  /// Whether the run whose log it is may still write.
  interface Life {
    boolean goesOn() throws IOException;
  }

  private final LogLines lines;
  private final LogOptions options;
  private final Life life;
  private long skip;
  private long left;
  private boolean lineBegins = true;
  private boolean ending;
  private byte[] piece = new byte[0];
  private int at;
  private volatile boolean closed;

  LogStream(Path log, LogOptions options, Life life) throws IOException {
    this.options = options;
    this.life = life;
    this.left = options.limitBytes().orElse(Long.MAX_VALUE);
    this.skip = skipped(log, options);
    this.lines = LogLines.whole(log);
  }

  /// How many lines come before the tail that is wanted.
  private static long skipped(Path log, LogOptions options) throws IOException {
    if (options.tailLines().isEmpty()) {
      return 0;
    }
    long count = 0;
    try (var all = LogLines.whole(log)) {
      for (var line = all.next(); line.isPresent(); line = all.next()) {
        if (isWanted(line.get(), options) && ends(line.get())) {
          count++;
        }
      }
    }
    return Math.max(0, count - options.tailLines().getAsLong());
  }

  private static boolean isWanted(String line, LogOptions options) {
    if (options.since().isEmpty()) {
      return true;
    }
    try {
      Instant said = Instant.parse(line.substring(0, Math.max(0, line.indexOf(' '))));
      return !said.isBefore(options.since().get());
    } catch (DateTimeParseException _) {
      return true;
    }
  }

  /// `<time> <stream> F <text>`; a `P` in that place says that the line goes on.
  private static boolean ends(String line) {
    String[] fields = line.split(" ", 4);
    return fields.length < 3 || !fields[2].equals("P");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    while (at == piece.length) {
      if (left <= 0 || !fill()) {
        return -1;
      }
    }
    int count = (int) Math.min(Math.min(length, piece.length - at), left);
    System.arraycopy(piece, at, into, from, count);
    at += count;
    left -= count;
    return count;
  }

  /// Brings the next line; false at the end.
  private boolean fill() throws IOException {
    Optional<String> line = lines.next();
    while (line.isEmpty()) {
      if (closed || !options.follow() || ending) {
        return false;
      }
      // What was written before the end was seen is still read.
      ending = !life.goesOn();
      if (!ending) {
        rest();
      }
      line = lines.next();
    }
    show(line.get());
    return true;
  }

  private static void rest() throws IOException {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped while following a log");
    }
  }

  private void show(String line) {
    at = 0;
    piece = new byte[0];
    if (!isWanted(line, options)) {
      return;
    }
    boolean ends = ends(line);
    if (skip > 0) {
      skip -= ends ? 1 : 0;
      return;
    }
    String[] fields = line.split(" ", 4);
    String text = fields.length < 4 ? "" : fields[3];
    String time = options.timestamps() && lineBegins ? fields[0] + " " : "";
    lineBegins = ends;
    piece = (time + text + (ends ? "\n" : "")).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public int available() {
    return piece.length - at;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    lines.close();
  }
}
