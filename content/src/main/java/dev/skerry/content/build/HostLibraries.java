package dev.skerry.content.build;

import dev.skerry.content.image.ImageRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The dynamic loader and shared libraries that programs need from the machine they were built for,
/// found as the loader would find them. They go into the image at the path where they lie here,
/// since that is where this loader looks.
final class HostLibraries {
  private static final int X86_64 = 62;
  private static final int AARCH64 = 183;

  private HostLibraries() {}

  /// @param programs programs and libraries that come with their own; libraries among them are
  ///   never taken from the host
  /// @return where each is found, by absolute path
  static SortedMap<String, Path> of(Collection<Path> programs) throws IOException, ImageRefused {
    var own = new TreeSet<String>();
    programs.forEach(program -> own.add(String.valueOf(program.getFileName())));
    var found = new TreeMap<String, Path>();
    var open = new ArrayDeque<Path>(programs);
    while (!open.isEmpty()) {
      Path file = open.removeFirst();
      Optional<Elf> elf = Elf.read(file);
      if (elf.isEmpty()) {
        continue;
      }
      for (String wanted : wanted(elf.get())) {
        if (own.contains(wanted) || isFound(wanted, found)) {
          continue;
        }
        Path host = find(wanted, file, elf.get());
        found.put(host.toString(), host);
        open.add(host);
      }
    }
    return found;
  }

  private static List<String> wanted(Elf elf) {
    var all = new ArrayList<String>();
    elf.interpreter().ifPresent(all::add);
    all.addAll(elf.needed());
    return all;
  }

  private static boolean isFound(String wanted, SortedMap<String, Path> found) {
    String name = wanted.substring(wanted.lastIndexOf('/') + 1);
    return found.containsKey(wanted)
        || (!wanted.startsWith("/")
            && found.keySet().stream().anyMatch(p -> p.endsWith("/" + name)));
  }

  private static Path find(String wanted, Path by, Elf elf) throws ImageRefused {
    if (wanted.startsWith("/")) {
      Path loader = Path.of(wanted);
      if (Files.exists(loader)) {
        return loader;
      }
    }
    for (String directory : directories(by, elf)) {
      Path candidate = Path.of(directory).resolve(wanted).normalize();
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw new ImageRefused(
        ImageRefused.Why.PREREQUISITE,
        by
            + " needs "
            + wanted
            + ", which is not on this machine; install the package that has it");
  }

  private static List<String> directories(Path by, Elf elf) {
    var all = new ArrayList<String>();
    String origin = String.valueOf(by.toAbsolutePath().getParent());
    for (String path : elf.searchPaths()) {
      all.add(path.replace("${ORIGIN}", origin).replace("$ORIGIN", origin));
    }
    if (elf.machine() == X86_64 || elf.machine() == AARCH64) {
      String triplet = elf.machine() == X86_64 ? "x86_64-linux-gnu" : "aarch64-linux-gnu";
      all.add("/lib/" + triplet);
      all.add("/usr/lib/" + triplet);
    }
    all.addAll(List.of("/lib64", "/usr/lib64", "/lib", "/usr/lib"));
    return all;
  }
}
