package dev.skerry.drivers.pod;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;

/// The lines of a run's log from its oldest rotated file to the present end, and on from there as
/// the log grows and is rotated. All files are opened at the start, so a rotation loses nothing.
/// Bytes are kept as they are, one a character.
public final class LogLines implements Closeable {
  /// Rotated files looked for; drivers keep fewer.
  private static final int MAX_ROTATED = 9;

  /// A line longer than this is cut in pieces, bytes.
  private static final int MAX_LINE = 128 * 1024;

  private record Open(Optional<Object> key, InputStream bytes) {}

  private final Path log;
  private final Deque<Open> files = new ArrayDeque<>();
  private boolean passed;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private LogLines(Path log) {
    this.log = log;
  }

  public static LogLines whole(Path log) throws IOException {
    var lines = new LogLines(log);
    lines.rotated();
    lines.open(log);
    return lines;
  }

  /// What comes after the present end.
  public static LogLines fromNow(Path log) throws IOException {
    var lines = new LogLines(log);
    lines.open(log);
    for (Open file : lines.files) {
      file.bytes().skipNBytes(file.bytes().available());
    }
    return lines;
  }

  private void rotated() throws IOException {
    for (int i = MAX_ROTATED; i > 0; i--) {
      open(log.resolveSibling(log.getFileName() + "." + i));
    }
  }

  private void open(Path file) throws IOException {
    try {
      Optional<Object> key = key(file);
      files.add(new Open(key, new BufferedInputStream(Files.newInputStream(file))));
    } catch (NoSuchFileException _) {
      // Never rotated that often, or nothing was said yet.
      return;
    }
  }

  private static Optional<Object> key(Path file) throws IOException {
    return Optional.ofNullable(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
  }

  /// The next whole line, without its end; empty at the present end.
  public Optional<String> next() throws IOException {
    while (true) {
      Open file = files.peek();
      if (file == null) {
        open(log);
        if (files.isEmpty()) {
          return Optional.empty();
        }
        continue;
      }
      int next = file.bytes().read();
      if (next == '\n' || line.size() >= MAX_LINE) {
        return Optional.of(take(next));
      }
      if (next >= 0) {
        line.write(next);
        passed = false;
      } else if (!goesOn(file)) {
        return Optional.empty();
      }
    }
  }

  private String take(int last) {
    if (last != '\n' && last >= 0) {
      line.write(last);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    line.reset();
    return text;
  }

  /// At the end of a file: whether there is a newer one. It is read once more after that was seen,
  /// for what came before it was renamed.
  private boolean goesOn(Open file) throws IOException {
    if (files.size() == 1 && isLog(file)) {
      return false;
    }
    if (passed) {
      files.remove().bytes().close();
    }
    passed = !passed;
    return true;
  }

  private boolean isLog(Open file) throws IOException {
    try {
      return Objects.equals(file.key(), key(log));
    } catch (NoSuchFileException _) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    for (Open file : files) {
      file.bytes().close();
    }
    files.clear();
  }
}
