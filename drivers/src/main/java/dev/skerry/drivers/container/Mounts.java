package dev.skerry.drivers.container;

import dev.skerry.drivers.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Mounting, and finding what is mounted (proc_pid_mountinfo(5)).
final class Mounts {
  /// Times one path may be mounted over.
  private static final int MAX_ROUNDS = 8;

  /// @param type of the file system
  /// @param options of the super block: a v1 cgroup's controllers are among them
  record Mounted(Path at, String type, List<String> options) {}

  private Mounts() {}

  static List<Mounted> all() throws IOException {
    var mounts = new ArrayList<Mounted>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mountinfo"))) {
      int dash = line.indexOf(" - ");
      String[] head = line.substring(0, dash).split(" ", -1);
      String[] tail = line.substring(dash + 3).split(" ", -1);
      List<String> options = List.of(tail[tail.length - 1].split(",", -1));
      mounts.add(new Mounted(Path.of(plain(head[4])), tail[0], options));
    }
    return List.copyOf(mounts);
  }

  static boolean mounted(Path at) throws IOException {
    return all().stream().anyMatch(mount -> mount.at().equals(at));
  }

  static void tmpfs(Path at, String options) throws IOException {
    Files.createDirectories(at);
    if (!mounted(at)) {
      Command.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", at.toString()).must();
    }
  }

  /// @param layers lowest first
  static void overlay(List<Path> layers, Path upper, Path work, Path at) throws IOException {
    for (Path directory : List.of(upper, work, at)) {
      Files.createDirectories(directory);
    }
    Path parent = layers.getFirst().getParent();
    boolean together =
        parent != null && layers.stream().allMatch(layer -> parent.equals(layer.getParent()));
    var lower = new ArrayList<String>();
    for (Path layer : layers.reversed()) {
      lower.add(together ? String.valueOf(layer.getFileName()) : layer.toString());
    }
    // Names relative to one directory keep many layers within the 4,096 bytes of mount options.
    String options =
        "lowerdir=" + String.join(":", lower) + ",upperdir=" + upper + ",workdir=" + work;
    Command.of("mount", "-t", "overlay", "overlay", "-o", options, at.toString())
        .in(together && parent != null ? parent : Path.of("/"))
        .must();
  }

  /// Unmounts all at or below a path; a mount that is busy is detached.
  static void release(Path tree) throws IOException {
    for (int round = 0; round < MAX_ROUNDS; round++) {
      List<Path> below = all().stream().map(Mounted::at).filter(at -> at.startsWith(tree)).toList();
      if (below.isEmpty()) {
        return;
      }
      for (Path at : below.reversed()) {
        if (!Command.of("umount", at.toString()).run().worked()) {
          Command.Result ignored = Command.of("umount", "-l", at.toString()).run();
        }
      }
    }
    throw new IOException("something is still mounted below " + tree);
  }

  /// Blanks, tabs, line ends and backslashes are written as octal.
  private static String plain(String field) {
    var text = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 3 < field.length()) {
        text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
        i += 3;
      } else {
        text.append(field.charAt(i));
      }
    }
    return text.toString();
  }
}
