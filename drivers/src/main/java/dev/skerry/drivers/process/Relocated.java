package dev.skerry.drivers.process;

import dev.skerry.drivers.disk.RootedPath;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.drivers.pod.PodRecord;
import dev.skerry.drivers.pod.Volumes;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.ContainerPlan.MountPlan;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.PodPlan.PortPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A container's command, directory and environment as they are outside of a container: what named
/// places in the image names places in its unpacked root.
///
/// @param image the unpacked root
record Relocated(List<String> argv, Path directory, Map<String, String> environment, Path image) {
  /// What a shell would take when PATH is not set.
  private static final String DEFAULT_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  static Relocated of(ContainerPlan plan, PodRecord pod, DriverRoot root, Path image)
      throws IOException, DriverFailure {
    var environment = new LinkedHashMap<String, String>();
    environment.put("SKERRY_RUN", root.mark() + "/" + root.handle(plan.id()));
    environment.put("SKERRY_ROOT", image.toString());
    environment.put(
        "SKERRY_TERMINATION_MESSAGE", root.run(plan.id()).resolve("message").toString());
    environment.put("HOSTNAME", pod.hostname());
    environment.put("POD_IP", pod.address());
    for (PortPlan port : pod.ports()) {
      String name = port.name().isEmpty() ? Integer.toString(port.containerPort()) : port.name();
      environment.put("PORT_" + shout(name), Integer.toString(port.containerPort()));
    }
    for (MountPlan mount : plan.mounts()) {
      Path place = Volumes.mounted(pod, mount.volume(), mount.subPath());
      environment.put("SKERRY_MOUNT_" + shout(mount.volume()), place.toString());
    }
    for (String variable : plan.env()) {
      int equals = variable.indexOf('=');
      if (equals > 0) {
        environment.put(variable.substring(0, equals), variable.substring(equals + 1));
      }
    }
    String path = environment.getOrDefault("PATH", DEFAULT_PATH);
    environment.put("PATH", inside(path, image) + ":" + path);
    Path directory = RootedPath.resolved(image, plan.workingDirectory());
    if (!Files.isDirectory(directory)) {
      throw new DriverFailure(
          "StartError", "the image has no directory " + plan.workingDirectory() + " to start in");
    }
    var relocated = new Relocated(plan.argv(), directory, environment, image);
    return new Relocated(relocated.command(plan.argv()), directory, environment, image);
  }

  /// A command with its program found in the image.
  List<String> command(List<String> command) throws IOException, DriverFailure {
    if (command.isEmpty()) {
      throw new DriverFailure("StartError", "neither the image nor the pod says what to run");
    }
    var found = new ArrayList<>(command);
    found.set(0, program(command.getFirst()).toString());
    return List.copyOf(found);
  }

  private Path program(String name) throws IOException, DriverFailure {
    if (name.startsWith("/")) {
      return executable(find(name), name);
    }
    if (name.contains("/")) {
      String from = image.relativize(directory).toString();
      return executable(find(from + "/" + name), name);
    }
    String own = image + "/";
    for (String place : environment.getOrDefault("PATH", "").split(":", -1)) {
      if (place.startsWith(own)) {
        Path candidate = find(place.substring(own.length()) + "/" + name);
        if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
          return candidate;
        }
      }
    }
    throw new DriverFailure("StartError", "the image has no program '" + name + "' on its PATH");
  }

  /// By its own name where its link leads to the right place without us: some programs go by the
  /// name they are called by.
  private Path find(String name) throws IOException {
    Path called = RootedPath.parentResolved(image, name);
    boolean inside = Files.exists(called) && called.toRealPath().startsWith(image.toRealPath());
    return inside ? called : RootedPath.resolved(image, name);
  }

  private static Path executable(Path path, String name) throws DriverFailure {
    if (!Files.isExecutable(path) || Files.isDirectory(path)) {
      throw new DriverFailure("StartError", "the image has no program " + name);
    }
    return path;
  }

  private static String inside(String path, Path image) {
    var places = new ArrayList<String>();
    for (String place : path.split(":", -1)) {
      if (place.startsWith("/")) {
        places.add(image + place);
      }
    }
    return String.join(":", places);
  }

  private static String shout(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
