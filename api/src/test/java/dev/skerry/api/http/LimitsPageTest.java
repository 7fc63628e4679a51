package dev.skerry.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.flow.FlowLimits;
import dev.skerry.api.watch.WatchHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The manual's table of limits is the program's.
final class LimitsPageTest {
  private static final Pattern ROW = Pattern.compile("\\| ([A-Z_]+) \\| (\\S+) \\|.*");

  @Test
  void theManualNamesEachLimitAsItIs() throws IOException {
    var limits = new TreeMap<String, String>();
    limits.put("BODY_BYTES", "" + Bounds.BODY_BYTES);
    limits.put("HEADER_BYTES", "" + Bounds.HEADER_BYTES);
    limits.put("HEADERS", "" + Bounds.HEADERS);
    limits.put("IDLE", "" + Bounds.IDLE);
    limits.put("BODY_GRACE", "" + Bounds.BODY_GRACE);
    limits.put("BODY_BYTES_PER_SECOND", "" + Bounds.BODY_BYTES_PER_SECOND);
    limits.put("CONNECTIONS", "" + Bounds.CONNECTIONS);
    limits.put("STREAM_BUFFER_BYTES", "" + Bounds.STREAM_BUFFER_BYTES);
    limits.put("MAX_WATCHERS", "" + WatchHub.MAX_WATCHERS);
    limits.put("READING", "" + FlowLimits.DEFAULT.reading());
    limits.put("MUTATING", "" + FlowLimits.DEFAULT.mutating());
    limits.put("WAITING", "" + FlowLimits.DEFAULT.waiting());
    limits.put("PATIENCE", "" + FlowLimits.DEFAULT.patience());
    limits.put("ONGOING", "" + FlowLimits.DEFAULT.ongoing());
    var told = new TreeMap<String, String>();
    for (String line : Files.readAllLines(Path.of("../docs/manual/errors.md"))) {
      var row = ROW.matcher(line);
      if (row.matches()) {
        told.put(row.group(1), row.group(2));
      }
    }
    assertThat(told).isEqualTo(limits);
  }
}
