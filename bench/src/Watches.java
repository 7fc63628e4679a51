import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Many watches of the same pods, idle at first, then under changes at a given rate.
///
/// `PEER TARGET PID WATCHERS RATE SECONDS`: the target as [Wire.Server#of] takes it.
final class Watches {
  private static final int PODS = 100;
  private static final int WRITERS = 8;

  /// Watches whose events are read to the letter, for their latency: one of so many.
  private static final int SAMPLED = 20;

  private static final long WARM_SECONDS = 5;

  private final Peer peer;
  private final Wire.Server server;
  private final LongAdder delivered = new LongAdder();
  private final List<Long> latencies = new ArrayList<>();
  private volatile boolean measuring;
  private volatile boolean over;

  private Watches(Peer peer, Wire.Server server) {
    this.peer = peer;
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    var watches = new Watches(Peer.valueOf(arguments[0]), Wire.Server.of(arguments[1]));
    watches.run(
        arguments[2],
        Integer.parseInt(arguments[3]),
        Integer.parseInt(arguments[4]),
        Integer.parseInt(arguments[5]));
  }

  private void run(String pid, int watchers, int rate, int seconds) throws Exception {
    Lists.fill(peer, server, PODS);
    Thread.sleep(3_000);
    double idle = Usage.of(pid).rssMib();
    var wires = new ArrayList<Wire>();
    var begun = new CountDownLatch(watchers);
    for (int i = 0; i < watchers; i++) {
      Wire wire = server.open();
      wires.add(wire);
      boolean sampled = i % SAMPLED == 0;
      peer.watch(wire);
      Thread.ofVirtual().start(() -> follow(wire.rest(), sampled, begun));
    }
    begun.await();
    Thread.sleep(3_000);
    double open = Usage.of(pid).rssMib();
    var written = new LongAdder();
    for (int writer = 0; writer < WRITERS; writer++) {
      int first = writer;
      Thread.ofPlatform().daemon().start(() -> write(first, rate, written));
    }
    Thread.sleep(WARM_SECONDS * 1_000);
    measuring = true;
    long writtenBefore = written.sum();
    long before = delivered.sum();
    double cpu = Usage.of(pid).cpuSeconds();
    Thread.sleep(seconds * 1_000L);
    double used = Usage.of(pid).cpuSeconds() - cpu;
    long count = delivered.sum() - before;
    long writes = written.sum() - writtenBefore;
    measuring = false;
    over = true;
    print(watchers, seconds, (open - idle) * 1024 / watchers, count, writes, used);
    for (Wire wire : wires) {
      wire.close();
    }
  }

  private void print(int watchers, int seconds, double kib, long count, long writes, double cpu) {
    long[] took;
    synchronized (latencies) {
      took = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
    }
    if (took.length == 0) {
      throw new IllegalStateException(count + " events came, and none could be read");
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d watches, %.0f KiB RSS each idle; %.0f changes/s, %.0f deliveries/s of %.0f due, p50 %.1f ms, p99 %.1f ms, %.2f cores%n",
        peer, watchers, kib, writes / (double) seconds, count / (double) seconds, writes * (double) watchers / seconds,
        took[took.length / 2] / 1e6, took[(int) (took.length * 0.99)] / 1e6, cpu / seconds);
  }

  /// Changes at the rate that this writer owes, without catching up when the server is slower.
  private void write(int first, int rate, LongAdder written) {
    long pause = 1_000_000_000L * WRITERS / rate;
    try (Wire wire = server.open()) {
      long next = System.nanoTime();
      for (int n = first; !over; n = (n + WRITERS) % PODS) {
        peer.put(wire, "pod-" + n, Long.toString(System.nanoTime()), false);
        written.increment();
        next = Math.max(next + pause, System.nanoTime() - pause);
        LockSupport.parkNanos(next - System.nanoTime());
      }
    } catch (Exception broken) {
      throw new IllegalStateException("a writer failed", broken);
    }
  }

  private void follow(InputStream in, boolean sampled, CountDownLatch begun) {
    byte[] pattern = peer.event().getBytes(StandardCharsets.US_ASCII);
    var buffer = new byte[32 * 1024];
    var line = new StringBuilder();
    int matched = 0;
    try {
      int n = in.read(buffer);
      begun.countDown();
      for (; n >= 0; n = in.read(buffer)) {
        int events = 0;
        for (int i = 0; i < n; i++) {
          matched = buffer[i] == pattern[matched] ? matched + 1 : buffer[i] == pattern[0] ? 1 : 0;
          if (matched == pattern.length) {
            events++;
            matched = 0;
          }
        }
        delivered.add(events);
        if (sampled) {
          sample(line, new String(buffer, 0, n, StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      begun.countDown();
    }
  }

  /// Of lines that arrived whole; a line that a chunk's head stands in is left out.
  private void sample(StringBuilder line, String text) {
    line.append(text);
    for (int end = line.indexOf("\n"); end >= 0; end = line.indexOf("\n")) {
      String whole = line.substring(0, end).strip();
      line.delete(0, end + 1);
      if (measuring && whole.startsWith("{") && whole.contains(peer.event()) && whole.endsWith("}")) {
        long took = System.nanoTime() - peer.time(whole);
        synchronized (latencies) {
          latencies.add(took);
        }
      }
    }
  }
}
