package dev.skerry.server.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this program is started again as another process, with a small footprint.
public final class Jvm {
  /// Measured to matter for a JVM that mostly waits; about a third of the memory of the defaults.
  /// The distribution's `lib/long-running.options` says the same for real machines.
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "-XX:TrimNativeHeapInterval=10000",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+ErrorFileToStderr",
          "-Xss256k",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// How it compiles.
  private enum Compilers {
    /// A core serves many at once. Only the second compiler knows the processor's instructions for
    /// AES and SHA-2; without them TLS is the largest part of a write.
    BOTH,
    /// What mostly waits never earns back the memory of the second.
    FIRST,
    /// And what runs a few times stays interpreted: half of what a small process compiles is its
    /// start.
    FIRST_AND_LATE;

    List<String> options() {
      return switch (this) {
        case BOTH -> List.of("-XX:ReservedCodeCacheSize=64m");
        case FIRST -> List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m");
        case FIRST_AND_LATE ->
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=8",
                "-XX:ReservedCodeCacheSize=32m");
      };
    }
  }

  /// A role, the heap it begins with and the most it may take, its part for new objects, MiB, and
  /// how it compiles. What is new is touched in full before the first collection, so a third of the
  /// heap, the default, stays resident for ever. What is old is collected when it fills what the
  /// heap has grown to, so one that begins as large as it may get is filled before.
  public enum Role {
    CORE(64, 1024, 32, Compilers.BOTH),
    SITE(24, 160, 10, Compilers.FIRST),
    NODE(8, 64, 3, Compilers.FIRST_AND_LATE),
    RELAY(16, 64, 6, Compilers.FIRST),
    TOOL(16, 64, 10, Compilers.FIRST);

    private final int firstMib;
    private final int heapMib;
    private final int newMib;
    private final Compilers compilers;

    Role(int firstMib, int heapMib, int newMib, Compilers compilers) {
      this.firstMib = firstMib;
      this.heapMib = heapMib;
      this.newMib = newMib;
      this.compilers = compilers;
    }
  }

  private Jvm() {}

  /// The command that runs this program with other arguments.
  public static List<String> command(Role role, String... arguments) {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(SMALL);
    all.addAll(role.compilers.options());
    all.add("-Xms" + role.firstMib + "m");
    all.add("-Xmx" + role.heapMib + "m");
    all.add("-Xmn" + role.newMib + "m");
    String home = System.getProperty("skerry.root", "");
    if (!home.isEmpty()) {
      all.add("-Dskerry.root=" + home);
    }
    all.add("-cp");
    all.add(System.getProperty("java.class.path"));
    all.add("dev.skerry.cli.Main");
    all.addAll(List.of(arguments));
    return List.copyOf(all);
  }
}
