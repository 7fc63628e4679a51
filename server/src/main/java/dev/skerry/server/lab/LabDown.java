package dev.skerry.server.lab;

import dev.skerry.drivers.container.Sweep;
import dev.skerry.drivers.process.ProcessDriver;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Removes a lab and all it made on this machine, in whatever state it is: whole, half made, with
/// processes killed, after a reboot, with a damaged state file.
public final class LabDown {
  private static final String PID = ".pid";

  private LabDown() {}

  /// @return whether there was one
  public static boolean run(Workplace workplace, String name)
      throws IOException, InterruptedException {
    LabDir dir = LabDir.of(workplace.home(), name);
    if (!dir.exists()) {
      return false;
    }
    kill(dir);
    for (Path site : entries(dir.root().resolve("sites"))) {
      // Bridges and rules are in the site's namespace and go with it.
      Sweep.erase(dir.site(site.getFileName().toString()).driver());
    }
    Sweep.erase(dir.probe());
    if (System.getProperty("user.name", "").equals("root")) {
      for (String namespace : Namespaces.of(dir)) {
        Namespaces.delete(namespace);
      }
    }
    dir.delete();
    forgetClaims();
    return true;
  }

  /// All at once, agents before what they would start again; also processes whose start was
  /// interrupted before it was written down.
  private static void kill(LabDir dir) throws IOException, InterruptedException {
    List<Daemon> started = started(dir);
    started.forEach(each -> each.signal(true));
    started.forEach(Daemon::kill);
    Unwritten.endBelow(dir.prefixes());
  }

  private static List<Daemon> started(LabDir dir) throws IOException {
    return entries(dir.processes()).stream()
        .map(file -> file.getFileName().toString())
        .filter(file -> file.endsWith(PID))
        .map(file -> new Daemon(dir, file.substring(0, file.length() - PID.length())))
        .toList();
  }

  /// The directory where all labs claim pod addresses, once nobody does.
  private static void forgetClaims() throws IOException {
    try {
      Files.deleteIfExists(ProcessDriver.sharedClaims());
    } catch (FileSystemException stays) {
      // Another lab runs, or another user made it.
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.sorted().toList();
    }
  }
}
