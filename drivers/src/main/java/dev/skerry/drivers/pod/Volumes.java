package dev.skerry.drivers.pod;

import dev.skerry.drivers.disk.RootedPath;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.VolumePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// Volumes as directories of the host. Any thread, one at a time per pod.
public final class Volumes {
  private final DriverRoot root;
  private final Path durable;

  /// @param durable where claims live: a directory that outlives pods and power cuts
  public Volumes(DriverRoot root, Path durable) throws IOException {
    this.root = root;
    this.durable = Files.createDirectories(durable).toRealPath();
  }

  /// Makes every volume of the pod or brings it to the plan. Answers where each is.
  public SortedMap<String, String> make(PodPlan pod) throws IOException, DriverFailure {
    Path home = Files.createDirectories(root.volumes(pod.pod().uid()));
    var places = new TreeMap<String, String>();
    for (VolumePlan volume : pod.volumes()) {
      Path place = home.resolve(segment(volume.name()));
      Path made =
          switch (volume) {
            case VolumePlan.Empty empty -> open(place, pod.fsGroup());
            case VolumePlan.Durable(var name, var claim) ->
                open(durable.resolve(segment(claim)), pod.fsGroup());
            case VolumePlan.Host host -> HostPaths.ready(host);
            case VolumePlan.Files files -> {
              new FilesVolume(place, pod.fsGroup()).put(files);
              yield place;
            }
          };
      places.put(volume.name(), made.toString());
    }
    return places;
  }

  /// The file or directory that a mount shows: a `subPath` is looked up without leaving the volume
  /// and made as a directory when it is missing.
  public static Path mounted(PodRecord pod, String volume, String subPath)
      throws IOException, DriverFailure {
    String place = pod.volumes().getOrDefault(volume, "");
    if (place.isEmpty()) {
      throw new DriverFailure("VolumeMissing", "the pod has no volume '" + volume + "'");
    }
    if (subPath.isEmpty()) {
      return Path.of(place);
    }
    Path inside = RootedPath.resolved(Path.of(place), subPath);
    return Files.exists(inside) ? inside : Files.createDirectories(inside);
  }

  private static String segment(String name) throws DriverFailure {
    if (name.isEmpty() || name.contains("/") || name.startsWith(".") || name.contains("\0")) {
      throw new DriverFailure("InvalidVolume", "'" + name + "' cannot name a volume directory");
    }
    return name;
  }

  /// Writable by whatever user the container has, as an emptyDir of Kubernetes is.
  private static Path open(Path directory, OptionalLong group) throws IOException {
    if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return directory;
    }
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    if (group.isPresent()) {
      Files.setAttribute(directory, "unix:gid", Math.toIntExact(group.getAsLong()));
      // 02777: what is made inside belongs to the group too.
      Files.setAttribute(directory, "unix:mode", 0_2777);
    }
    return directory;
  }
}
