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

  /// The first compiler alone: what mostly waits never earns back the memory of the second.
  private static final List<String> FIRST_COMPILER =
      List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=32m");

  /// A core serves many at once. Only the second compiler knows the processor's instructions for
  /// AES and SHA-2; without them TLS is the largest part of a write.
  private static final List<String> BOTH_COMPILERS = List.of("-XX:ReservedCodeCacheSize=64m");

  /// A role, the most heap it may take, its part for new objects, MiB, and whether it is busy
  /// enough for both compilers. What is new is touched in full before the first collection, so a
  /// third of the heap, the default, stays resident for ever.
  public enum Role {
    CORE(1024, 32, true),
    SITE(160, 10, false),
    NODE(64, 6, false),
    RELAY(64, 6, false),
    TOOL(64, 10, false);

    private final int heapMib;
    private final int newMib;
    private final boolean busy;

    Role(int heapMib, int newMib, boolean busy) {
      this.heapMib = heapMib;
      this.newMib = newMib;
      this.busy = busy;
    }
  }

  private Jvm() {}

  /// The command that runs this program with other arguments.
  public static List<String> command(Role role, String... arguments) {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(SMALL);
    all.addAll(role.busy ? BOTH_COMPILERS : FIRST_COMPILER);
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
