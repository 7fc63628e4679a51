package dev.skerry.drivers.container;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.contract.OpenDriver;
import dev.skerry.drivers.pod.DriverRoot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What of a driver is still on this machine outside of its files.
final class Leftovers {
  private Leftovers() {}

  static List<String> of(Path directory, String bridge) throws IOException {
    var left = new ArrayList<>(OpenDriver.processesOf(directory));
    Mounts.all().stream()
        .filter(mount -> mount.at().startsWith(directory))
        .forEach(mount -> left.add("mount " + mount.at()));
    DriverRoot root = DriverRoot.open(directory);
    Cgroups.of(root).left().forEach(group -> left.add("cgroup " + group));
    String said =
        Command.of("ip", "netns", "list").must().out()
            + Command.of("ip", "-br", "link").must().out()
            + Command.of("nft", "list", "tables").must().out();
    said.lines()
        .filter(line -> line.contains(root.mark()) || line.contains(bridge))
        .forEach(left::add);
    return left;
  }
}
