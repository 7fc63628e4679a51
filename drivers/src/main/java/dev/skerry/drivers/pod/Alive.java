package dev.skerry.drivers.pod;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// One process, named so that a reused pid or a reboot cannot be mistaken for it.
///
/// @param startTicks field 22 of `/proc/<pid>/stat`, clock ticks since boot
/// @param boot `/proc/sys/kernel/random/boot_id`
public record Alive(long pid, long startTicks, String boot) {
  /// The process as it is now; empty when there is none or it is a zombie.
  public static Optional<Alive> of(long pid) {
    OptionalLong start = startTicks(pid);
    return start.isEmpty()
        ? Optional.empty()
        : Optional.of(new Alive(pid, start.getAsLong(), bootId()));
  }

  /// Still the same process, and not a zombie.
  public boolean now() {
    OptionalLong start = startTicks(pid);
    return start.isPresent() && start.getAsLong() == startTicks && boot.equals(bootId());
  }

  public Obj json() {
    return Json.object().put("pid", pid).put("startTicks", startTicks).put("boot", boot).build();
  }

  public static Alive parse(Obj json) {
    return new Alive(
        json.integer("pid").orElse(-1), json.integer("startTicks").orElse(-1), json.text("boot"));
  }

  public static String bootId() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException missing) {
      return "";
    }
  }

  /// Pids whose command line has an argument that begins with `prefix`.
  public static List<Long> withArgument(String prefix) throws IOException {
    return with(argument -> argument.startsWith(prefix));
  }

  /// Pids whose command line has such an argument.
  public static List<Long> with(Predicate<String> argument) throws IOException {
    var found = new ArrayList<Long>();
    for (Path entry : Disk.list(Path.of("/proc"))) {
      String name = entry.getFileName().toString();
      if (name.chars().allMatch(c -> c >= '0' && c <= '9') && has(entry, argument)) {
        found.add(Long.parseLong(name));
      }
    }
    return List.copyOf(found);
  }

  private static boolean has(Path process, Predicate<String> wanted) {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      for (String argument : new String(line, StandardCharsets.UTF_8).split("\0", -1)) {
        if (wanted.test(argument)) {
          return true;
        }
      }
      return false;
    } catch (IOException gone) {
      return false;
    }
  }

  private static OptionalLong startTicks(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      // The name, in parentheses, may hold anything; what follows the last one is fields 3 to 52.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      boolean dead = fields[0].equals("Z") || fields[0].equals("X");
      return dead ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[19]));
    } catch (IOException | RuntimeException gone) {
      return OptionalLong.empty();
    }
  }
}
