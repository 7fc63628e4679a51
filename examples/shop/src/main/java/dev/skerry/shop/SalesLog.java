package dev.skerry.shop;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// The sales of this site in one append-only file. A sale that was answered is on disk. A power cut
/// may tear the last line, which was never answered: it is cut off when the log is opened. Calls
/// are synchronized; a rolling update may let two programs append for a moment, so every append
/// first reads what the other wrote, under a file lock.
final class SalesLog implements AutoCloseable {
  private static final int RECENT = 5;

  private final FileChannel file;
  private final InstantSource clock;
  private final ArrayDeque<Sale> recent = new ArrayDeque<>();
  private long count;
  private long read;

  static SalesLog open(Path directory, InstantSource clock) throws IOException {
    Files.createDirectories(directory);
    FileChannel file =
        FileChannel.open(
            directory.resolve("sales.log"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
      entries.force(true);
    }
    var log = new SalesLog(file, clock);
    log.count();
    return log;
  }

  private SalesLog(FileChannel file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /// Durable when it returns.
  synchronized Sale sell(String item) throws IOException {
    try (var _ = file.lock()) {
      catchUp();
      file.truncate(read);
      Sale sale = Sale.of(count + 1, clock.millis(), item);
      byte[] line = sale.line().getBytes(StandardCharsets.UTF_8);
      ByteBuffer rest = ByteBuffer.wrap(line);
      while (rest.hasRemaining()) {
        file.write(rest, read + rest.position());
      }
      file.force(true);
      read += line.length;
      add(sale);
      return sale;
    }
  }

  synchronized long count() throws IOException {
    catchUp();
    return count;
  }

  /// The last few, newest first.
  synchronized List<Sale> recent() {
    return List.copyOf(recent.reversed());
  }

  /// Reads whole lines that were added since the last time. A line without end is torn, or on its
  /// way in another program.
  private void catchUp() throws IOException {
    if (file.size() == read) {
      return;
    }
    file.position(read);
    var lines = new BufferedReader(Channels.newReader(file, StandardCharsets.UTF_8));
    for (Optional<String> line = nextWhole(lines); line.isPresent(); line = nextWhole(lines)) {
      Optional<Sale> sale = Sale.parse(line.get());
      if (sale.isEmpty()) {
        throw new IOException(
            "sales.log is damaged after sale "
                + count
                + ": '"
                + line.get()
                + "'; repair or move the file, then start again");
      }
      read += line.get().getBytes(StandardCharsets.UTF_8).length + 1;
      add(sale.get());
    }
  }

  private static Optional<String> nextWhole(BufferedReader lines) throws IOException {
    var text = new StringBuilder();
    for (int next = lines.read(); next >= 0; next = lines.read()) {
      if (next == '\n') {
        return Optional.of(text.toString());
      }
      text.append((char) next);
    }
    return Optional.empty();
  }

  private void add(Sale sale) {
    count = sale.number();
    recent.add(sale);
    if (recent.size() > RECENT) {
      recent.removeFirst();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
