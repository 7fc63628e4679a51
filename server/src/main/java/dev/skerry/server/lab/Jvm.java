package dev.skerry.server.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How this program is started again as another process, with a small footprint.
public final class Jvm {
  /// Measured to matter for a JVM that mostly waits; about a third of the memory of the defaults.
  private static final List<String> SMALL =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:-UsePerfData",
          "-XX:TrimNativeHeapInterval=10000",
          "-XX:+ExitOnOutOfMemoryError",
          "-Xss256k",
          "-Xshare:auto",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /// A role and the most heap it may take, MiB.
  public enum Role {
    CORE(256),
    SITE(96),
    RELAY(64),
    TOOL(64);

    private final int heapMib;

    Role(int heapMib) {
      this.heapMib = heapMib;
    }
  }

  private Jvm() {}

  /// The command that runs this program with other arguments.
  public static List<String> command(Role role, String... arguments) {
    var all = new ArrayList<String>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(SMALL);
    all.add("-Xmx" + role.heapMib + "m");
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
