import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Writes that are answered when durable, by clients that each wait for their answer and keep
/// their connection. Prints the rate after a warm-up, and the CPU time that each named process took
/// for one write, which tells more than the rate where others use the same machine.
///
/// `NAME TARGET CLIENTS SECONDS RUN PATH [PROCESS=PID …]`: with the path of a collection of
/// ConfigMaps it makes ConfigMaps, with etcd's `/v3/kv/put` it puts keys through its JSON gateway.
/// The target is an `http://` address, or a kubeconfig with a client certificate.
final class Writes {
  private static final int VALUE_BYTES = 1024;
  private static final Duration WARM = Duration.ofSeconds(10);
  private static final String PUT = "/v3/kv/put";

  private Writes() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    Wire.Server server = Wire.Server.of(arguments[1]);
    int clients = Integer.parseInt(arguments[2]);
    Duration length = Duration.ofSeconds(Long.parseLong(arguments[3]));
    String path = arguments[5];
    var window = new Window(length, clients);
    var tasks = new ArrayList<Callable<long[]>>();
    for (int client = 0; client < clients; client++) {
      String prefix = "bench-" + arguments[4] + "-" + client + "-";
      tasks.add(() -> writeIn(window, server, path, prefix));
    }
    List<String> processes = new ArrayList<>(Arrays.asList(arguments).subList(6, arguments.length));
    processes.add("client=" + ProcessHandle.current().pid());
    try (var threads = Executors.newFixedThreadPool(clients)) {
      List<Future<long[]>> running = tasks.stream().map(threads::submit).toList();
      window.open();
      Thread.sleep(WARM);
      TreeMap<String, Double> before = cpu(processes);
      Thread.sleep(length);
      TreeMap<String, Double> after = cpu(processes);
      var all = new ArrayList<long[]>();
      for (Future<long[]> each : running) {
        all.add(each.get());
      }
      long[] took = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      print(name, clients, length, took);
      for (String process : before.keySet()) {
        System.out.printf(
            Locale.ROOT,
            " %s %.2f",
            process,
            (after.get(process) - before.get(process)) * 1e3 / took.length);
      }
      System.out.println();
    }
  }

  private static void print(String name, int clients, Duration length, long[] took) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.0f writes/s, %d clients, %d s after %d s of warm-up, median %.1f ms, p99 %.1f ms; CPU ms a write:",
        name, took.length / (double) length.toSeconds(), clients, length.toSeconds(), WARM.toSeconds(),
        took[took.length / 2] / 1e6, took[(int) (took.length * 0.99)] / 1e6);
  }

  /// CPU seconds so far, by name.
  private static TreeMap<String, Double> cpu(List<String> processes) throws Exception {
    var used = new TreeMap<String, Double>();
    for (String process : processes) {
      String[] named = process.split("=", 2);
      used.put(named[0], Usage.of(named[1]).cpuSeconds());
    }
    return used;
  }

  /// When is measured: the warm-up begins when every client has its connection and its first
  /// answer, since handshakes of a busy machine take longer than it.
  private static final class Window {
    private final Duration length;
    private final CountDownLatch connected;
    private volatile long start = Long.MAX_VALUE;
    private volatile long end = Long.MAX_VALUE;

    Window(Duration length, int clients) {
      this.length = length;
      this.connected = new CountDownLatch(clients);
    }

    void open() throws InterruptedException {
      connected.await();
      start = System.nanoTime() + WARM.toNanos();
      end = start + length.toNanos();
    }

    boolean isOver() {
      return end != Long.MAX_VALUE && System.nanoTime() - end >= 0;
    }

    boolean has(long before, long after) {
      return start != Long.MAX_VALUE && before - start >= 0 && after - end < 0;
    }
  }

  private static long[] writeIn(Window window, Wire.Server server, String path, String prefix)
      throws Exception {
    var took = new ArrayList<Long>();
    try (Wire wire = server.open()) {
      for (int n = 0; !window.isOver(); n++) {
        long before = System.nanoTime();
        write(wire, path, prefix + n, VALUE_BYTES);
        long after = System.nanoTime();
        if (n == 0) {
          window.connected.countDown();
        }
        if (window.has(before, after)) {
          took.add(after - before);
        }
      }
    }
    return took.stream().mapToLong(Long::longValue).toArray();
  }

  /// Makes one new thing.
  static void write(Wire wire, String path, String key, int bytes) throws Exception {
    int status = wire.post(path, path.equals(PUT) ? put(key, bytes) : map(key, bytes));
    if (status / 100 != 2) {
      throw new IllegalStateException("writing " + key + " gave HTTP " + status);
    }
  }

  private static String map(String key, int bytes) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + key
        + "\"},\"data\":{\"v\":\"" + "x".repeat(bytes) + "\"}}";
  }

  private static String put(String key, int bytes) {
    return "{\"key\":\"" + base64(key) + "\",\"value\":\"" + base64("x".repeat(bytes)) + "\"}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
