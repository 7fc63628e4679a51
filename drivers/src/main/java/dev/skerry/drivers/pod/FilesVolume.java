package dev.skerry.drivers.pod;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/// Files that are replaced all at once, the way Kubernetes' AtomicWriter does it: the content is in
/// a directory `..v<n>`, the link `..data` names the current one and is swapped by one rename, and
/// every name at the top is a link into `..data`. A reader that keeps `..data` open sees one whole
/// version.
final class FilesVolume {
  private static final String CURRENT = "..data";

  private final Path directory;
  private final OptionalLong group;

  FilesVolume(Path directory, OptionalLong group) {
    this.directory = directory;
    this.group = group;
  }

  void put(VolumePlan.Files plan) throws IOException, DriverFailure {
    Files.createDirectories(directory);
    Path data = directory.resolve(CURRENT);
    String before = Files.isSymbolicLink(data) ? Files.readSymbolicLink(data).toString() : "..v0";
    if (Files.isSymbolicLink(data) && holds(directory.resolve(before), plan)) {
      links(plan);
      return;
    }
    String fresh = "..v" + (Long.parseLong(before.substring(3)) + 1);
    Disk.delete(directory.resolve(fresh));
    write(Files.createDirectory(directory.resolve(fresh)), plan);
    Path swap = directory.resolve("..data_new");
    Files.deleteIfExists(swap);
    Files.createSymbolicLink(swap, Path.of(fresh));
    Files.move(swap, data, StandardCopyOption.ATOMIC_MOVE);
    links(plan);
    if (!before.equals("..v0")) {
      Disk.delete(directory.resolve(before));
    }
  }

  private boolean holds(Path version, VolumePlan.Files plan) throws IOException {
    for (Map.Entry<String, byte[]> file : plan.files().entrySet()) {
      Path path = version.resolve(file.getKey());
      if (!Files.isRegularFile(path) || !Arrays.equals(Files.readAllBytes(path), file.getValue())) {
        return false;
      }
    }
    return count(version) == plan.files().size();
  }

  private static long count(Path version) throws IOException {
    if (!Files.isDirectory(version)) {
      return -1;
    }
    try (var all = Files.walk(version)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private void write(Path version, VolumePlan.Files plan) throws IOException, DriverFailure {
    own(version, 0755);
    for (Map.Entry<String, byte[]> file : new TreeMap<>(plan.files()).entrySet()) {
      Path path = version.resolve(file.getKey()).normalize();
      if (!path.startsWith(version) || path.equals(version)) {
        throw new DriverFailure("InvalidVolume", "'" + file.getKey() + "' leaves its volume");
      }
      for (Path parent :
          version.relativize(path).getNameCount() > 1 ? parents(version, path) : NO) {
        if (!Files.isDirectory(parent)) {
          own(Files.createDirectory(parent), 0755);
        }
      }
      Files.write(path, file.getValue());
      own(path, plan.modes().getOrDefault(file.getKey(), plan.mode()));
    }
  }

  private static final Iterable<Path> NO = java.util.List.of();

  private static Iterable<Path> parents(Path version, Path file) {
    var parents = new TreeSet<Path>();
    for (Path up = file.getParent(); up != null && !up.equals(version); up = up.getParent()) {
      parents.add(up);
    }
    return parents;
  }

  private void own(Path path, int mode) throws IOException {
    int all = mode & 0_7777;
    if (group.isPresent()) {
      Files.setAttribute(path, "unix:gid", Math.toIntExact(group.getAsLong()));
      // The group may read whatever the owner may.
      all |= (all & 0_400) >> 3;
    }
    Files.setAttribute(path, "unix:mode", all);
  }

  private void links(VolumePlan.Files plan) throws IOException {
    var tops = new TreeSet<String>();
    for (String name : plan.files().keySet()) {
      int slash = name.indexOf('/');
      tops.add(slash < 0 ? name : name.substring(0, slash));
    }
    for (String top : tops) {
      Path link = directory.resolve(top);
      if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
        Files.createSymbolicLink(link, Path.of(CURRENT, top));
      }
    }
    for (Path there : Disk.list(directory)) {
      String name = there.getFileName().toString();
      if (!name.startsWith("..") && !tops.contains(name)) {
        Files.deleteIfExists(there);
      }
    }
  }
}
