import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Durations of one thing done several times, milliseconds.
final class Sample {
  private final String what;
  private final List<Double> all = new ArrayList<>();

  Sample(String what) {
    this.what = what;
  }

  void add(Duration took) {
    all.add(took.toNanos() / 1e6);
  }

  double quantile(double part) {
    var sorted = new ArrayList<>(all);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1, Math.round(part * (sorted.size() - 1))));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: median %.0f ms, least %.0f ms, most %.0f ms, n=%d",
        what, quantile(0.5), quantile(0), quantile(1), all.size());
  }
}
