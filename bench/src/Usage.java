import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a process has used, from `/proc`.
record Usage(double cpuSeconds, double rssMib) {
  /// Of a clock tick in `/proc/PID/stat`.
  private static final double TICK_SECONDS = 0.01;

  static Usage of(String pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", pid, "stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_SECONDS;
    String status = Files.readString(Path.of("/proc", pid, "status"));
    String rss = status.substring(status.indexOf("VmRSS:")).lines().findFirst().orElseThrow();
    return new Usage(cpu, Long.parseLong(rss.replaceAll("\\D", "")) / 1024.0);
  }
}
