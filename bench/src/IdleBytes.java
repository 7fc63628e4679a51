import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What passes the relay of a lab that nobody uses.
final class IdleBytes {
  private IdleBytes() {}

  public static void main(String[] arguments) throws Exception {
    var lab = new LabUnderTest(arguments[0]);
    var length = Duration.ofSeconds(Long.parseLong(arguments[1]));
    Map<String, LabUnderTest.Passed> before = all(lab);
    long start = System.nanoTime();
    Thread.sleep(length);
    Map<String, LabUnderTest.Passed> after = all(lab);
    double seconds = (System.nanoTime() - start) / 1e9;
    for (var each : after.entrySet()) {
      LabUnderTest.Passed passed = each.getValue().since(before.get(each.getKey()));
      System.out.printf(
          Locale.ROOT,
          "%s: %d bytes up and %d down in %.0f s; extrapolated to an hour %.0f KiB (up %.0f, down %.0f)%n",
          each.getKey(), passed.up(), passed.down(), seconds, hour(passed.both(), seconds),
          hour(passed.up(), seconds), hour(passed.down(), seconds));
    }
  }

  private static double hour(long bytes, double seconds) {
    return bytes * 3600 / seconds / 1024;
  }

  private static Map<String, LabUnderTest.Passed> all(LabUnderTest lab) throws Exception {
    var all = new LinkedHashMap<String, LabUnderTest.Passed>();
    for (String site : lab.sites()) {
      all.put(site, lab.passed(site));
    }
    return all;
  }
}
