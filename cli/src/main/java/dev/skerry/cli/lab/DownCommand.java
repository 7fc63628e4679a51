package dev.skerry.cli.lab;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Refused;
import dev.skerry.drivers.container.Sweep;
import dev.skerry.drivers.process.ProcessDriver;
import dev.skerry.server.lab.Daemon;
import dev.skerry.server.lab.LabDir;
import dev.skerry.server.lab.LabState;
import dev.skerry.server.lab.LabState.Site;
import dev.skerry.server.lab.Namespaces;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Removes a lab: processes, mounts, network, files.")
final class DownCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final LabName name = new LabName();

  DownCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LabDir dir = LabDir.of(console.home(), name.text());
    if (!dir.exists()) {
      console.progress("there is no lab named " + dir.name());
      return 0;
    }
    Optional<LabState> state = readable(dir);
    if (state.isPresent()) {
      Lab lab = new Lab(dir, state.get());
      for (Site site : state.get().sites()) {
        lab.process(site).signal(true);
      }
      for (Site site : state.get().sites()) {
        PowerCut.erase(lab, site);
      }
    }
    for (Daemon each : started(dir)) {
      each.kill();
    }
    for (Path root : entries(dir.root().resolve("sites"))) {
      Sweep.erase(dir.site(root.getFileName().toString()).driver());
    }
    if (!ProcessHandle.current().info().user().filter("root"::equals).isEmpty()) {
      for (String namespace : Namespaces.of(dir)) {
        Namespaces.delete(namespace);
      }
    }
    dir.delete();
    forgetClaims();
    console.progress("lab " + dir.name() + " is gone");
    return 0;
  }

  /// The directory where all labs claim pod addresses, once nobody does.
  private static void forgetClaims() throws IOException {
    try {
      Files.deleteIfExists(ProcessDriver.sharedClaims());
    } catch (DirectoryNotEmptyException othersClaim) {
      // Another lab runs.
    }
  }

  /// A lab whose state is damaged can be removed too.
  private Optional<LabState> readable(LabDir dir) {
    try {
      return LabState.read(dir);
    } catch (IOException damaged) {
      console.progress(String.valueOf(damaged.getMessage()));
      return Optional.empty();
    }
  }

  private static List<Daemon> started(LabDir dir) throws IOException, Refused {
    return entries(dir.root().resolve("run")).stream()
        .map(file -> file.getFileName().toString())
        .filter(file -> file.endsWith(".pid"))
        .map(file -> new Daemon(dir, file.substring(0, file.length() - ".pid".length())))
        .toList();
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
