package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// How many files and sockets a process may have open. The JVM raises the soft limit to the hard
/// one at its start, so the hard one counts.
final class OpenFilesCheck implements Check {
  /// Below this a site with a few dozen pods meets the limit.
  private static final long LEAST = 4_096;

  /// Every site, watch and log reader of a core holds one or two.
  private static final long ENOUGH = 65_536;

  private static final String LINE = "Max open files";

  private final Path proc;
  private final OptionalLong pid;

  /// @param pid of the process; empty to look at what one started here would get
  OpenFilesCheck(Path proc, OptionalLong pid) {
    this.proc = proc;
    this.pid = pid;
  }

  @Override
  public String name() {
    return "open-files";
  }

  @Override
  public List<Finding> look() throws IOException {
    String whose = pid.isPresent() ? Long.toString(pid.getAsLong()) : "self";
    return List.of(
        judge(
            hard(Files.readString(proc.resolve(whose).resolve("limits"))),
            pid.isPresent() ? "process " + whose : "a process started here"));
  }

  /// `Max open files 1024 524288 files`, or `unlimited`.
  static long hard(String limits) {
    for (String line : limits.lines().toList()) {
      if (line.startsWith(LINE)) {
        String hard = line.substring(LINE.length()).strip().split("\\s+", -1)[1];
        return hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard);
      }
    }
    return 0;
  }

  static Finding judge(long limit, String whose) {
    String what = whose + " may have " + limit + " files open";
    String remedy = "set LimitNOFILE=524288 in its unit, or ulimit -n before it starts";
    if (limit < LEAST) {
      return Finding.fail("open-files", what + ", at least " + LEAST + " are needed", remedy);
    }
    return limit < ENOUGH
        ? Finding.warn("open-files", what + ", a large fleet needs " + ENOUGH, remedy)
        : Finding.ok("open-files", what);
  }
}
