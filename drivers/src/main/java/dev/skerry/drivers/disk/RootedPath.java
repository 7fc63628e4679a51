package dev.skerry.drivers.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Names looked up as a process would whose root is a given directory: symbolic links, absolute or
/// with `..`, never lead out of it. Safe only while nobody else changes links below the root.
public final class RootedPath {
  /// As many as Linux follows (path_resolution(7)).
  private static final int MAX_LINKS = 40;

  private RootedPath() {}

  /// Follows every link but that of the last name; the rest need not exist.
  public static Path parentResolved(Path root, String name) throws IOException {
    List<String> steps = steps(name);
    if (steps.isEmpty()) {
      return root;
    }
    String last = steps.removeLast();
    if (last.equals("..")) {
      throw new FileSystemException(name, null, "ends in '..'");
    }
    return resolve(root, steps).resolve(last);
  }

  /// Follows every link; the rest need not exist.
  public static Path resolved(Path root, String name) throws IOException {
    return resolve(root, steps(name));
  }

  private static List<String> steps(String name) {
    var steps = new ArrayList<String>();
    for (String step : name.split("/", -1)) {
      if (!step.isEmpty() && !step.equals(".")) {
        steps.add(step);
      }
    }
    return steps;
  }

  private static Path resolve(Path root, List<String> names) throws IOException {
    Deque<String> todo = new ArrayDeque<>(names);
    Path here = root;
    int links = 0;
    while (!todo.isEmpty()) {
      String step = todo.removeFirst();
      if (step.equals("..")) {
        Path parent = here.getParent();
        here = here.equals(root) || parent == null ? root : parent;
        continue;
      }
      Path next = here.resolve(step);
      if (!Files.isSymbolicLink(next)) {
        here = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw new FileSystemException(next.toString(), null, "too many symbolic links");
      }
      String target = Files.readSymbolicLink(next).toString();
      here = target.startsWith("/") ? root : here;
      steps(target).reversed().forEach(todo::addFirst);
    }
    return here;
  }
}
