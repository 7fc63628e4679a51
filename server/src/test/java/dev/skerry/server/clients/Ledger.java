package dev.skerry.server.clients;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What this process holds: virtual threads, pipes and TCP connections, and streams between core
/// and site. A socket that was closed and whose selector sleeps is no connection any more.
///
/// @param threads virtual ones
/// @param descriptors of pipes and connections
record Ledger(int threads, int descriptors, int streams) {
  private static final Duration PATIENCE = Duration.ofSeconds(100);

  /// Columns of /proc/net/tcp.
  private static final int STATE = 3;

  private static final int INODE = 9;
  private static final String LISTENING = "0A";

  static Ledger of(Fleet fleet, Path scratch) throws IOException {
    return new Ledger(threads(scratch).size(), openDescriptors(), fleet.streams());
  }

  /// What is held when nothing streams and five looks in a row agree.
  static Ledger settled(Fleet fleet, Path scratch) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Ledger last = of(fleet, scratch);
    for (int same = 0; same < 5; ) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not at rest: " + last + "; " + threads(scratch));
      }
      boolean _ = new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
      Ledger now = of(fleet, scratch);
      same = now.equals(last) && now.streams == 0 ? same + 1 : 0;
      last = now;
    }
    return last;
  }

  /// Waits until no more is held than then.
  void awaitAgain(Fleet fleet, Path scratch) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Ledger now = of(fleet, scratch);
    while (now.threads > threads || now.descriptors > descriptors || now.streams > streams) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            "before " + this + ", since then " + now + "; " + threads(scratch));
      }
      boolean _ = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      now = of(fleet, scratch);
    }
  }

  /// Their names; one thread a line says `#12 "name" virtual`.
  private static List<String> threads(Path scratch) throws IOException {
    Path file = scratch.resolve("threads-" + System.nanoTime());
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
    try (Stream<String> lines = Files.lines(file)) {
      return lines.filter(line -> line.matches("#[0-9]+ \".*\" virtual.*")).sorted().toList();
    } finally {
      Files.delete(file);
    }
  }

  private static int openDescriptors() throws IOException {
    var connected = new TreeSet<String>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] fields = line.strip().split("\\s+", -1);
        if (!fields[STATE].equals(LISTENING)) {
          connected.add("socket:[" + fields[INODE] + "]");
        }
      }
    }
    int count = 0;
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : all.toList()) {
        String what = behind(each);
        if (what.startsWith("pipe:") || connected.contains(what)) {
          count++;
        }
      }
    }
    return count;
  }

  private static String behind(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
