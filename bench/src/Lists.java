import java.util.ArrayList;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Lists of many pods, one after the other on one connection, first of one server and then of the
/// other, in rounds.
///
/// `PODS ROUNDS KUBECONFIG PID ETCD PID`: both targets as [Wire.Server#of] takes them.
final class Lists {
  private static final int WRITERS = 16;
  private static final int WARM = 10;
  private static final int A_ROUND = 20;

  private Lists() {}

  public static void main(String[] arguments) throws Exception {
    int pods = Integer.parseInt(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    Wire.Server skerry = Wire.Server.of(arguments[2]);
    Wire.Server etcd = Wire.Server.of(arguments[4]);
    fill(Peer.SKERRY, skerry, pods);
    fill(Peer.ETCD, etcd, pods);
    for (int round = 0; round < rounds; round++) {
      measure(Peer.SKERRY, skerry, arguments[3]);
      measure(Peer.ETCD, etcd, arguments[5]);
    }
  }

  static void fill(Peer peer, Wire.Server server, int pods) throws Exception {
    var tasks = new ArrayList<Callable<Integer>>();
    for (int writer = 0; writer < WRITERS; writer++) {
      int first = writer;
      tasks.add(() -> {
        try (Wire wire = server.open()) {
          for (int n = first; n < pods; n += WRITERS) {
            peer.put(wire, "pod-" + n, Integer.toString(n), true);
          }
        }
        return first;
      });
    }
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (var done : threads.invokeAll(tasks)) {
        done.get();
      }
    }
  }

  private static void measure(Peer peer, Wire.Server server, String pid) throws Exception {
    try (Wire wire = server.open()) {
      for (int i = 0; i < WARM; i++) {
        peer.list(wire);
      }
      double before = Usage.of(pid).cpuSeconds();
      var took = new long[A_ROUND];
      for (int i = 0; i < A_ROUND; i++) {
        long begun = System.nanoTime();
        peer.list(wire);
        took[i] = System.nanoTime() - begun;
      }
      double cpu = (Usage.of(pid).cpuSeconds() - before) / A_ROUND;
      Arrays.sort(took);
      System.out.printf(
          Locale.ROOT,
          "%s: a list of %.1f MiB in %.0f ms in the median, most %.0f ms; %.0f ms CPU of the server; RSS %.0f MiB%n",
          peer, wire.read() / 1048576.0, took[A_ROUND / 2] / 1e6, took[A_ROUND - 1] / 1e6, cpu * 1e3, Usage.of(pid).rssMib());
    }
  }
}
