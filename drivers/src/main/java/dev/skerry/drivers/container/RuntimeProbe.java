package dev.skerry.drivers.container;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerPlan.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// Finds a runtime by running a real container with each: the host's own programs on an overlay,
/// under the same config that pods get. crun first: it is the smaller and the quicker one.
public final class RuntimeProbe {
  /// What installs everything the driver uses, on Debian and Ubuntu.
  public static final String INSTALL = "apt-get install crun conmon nftables iproute2";

  private static final String CANARY = "probe";

  private final DriverRoot root;
  private final List<String> tried = new ArrayList<>();

  /// @param runtime empty when this machine cannot run containers
  /// @param why one line for people, the remedy included
  public record Verdict(Optional<OciRuntime> runtime, String why) {}

  private RuntimeProbe(DriverRoot root) {
    this.root = root;
  }

  /// Takes tenths of a second; leaves nothing behind.
  ///
  /// @param directory of the driver
  public static Verdict run(Path directory) throws IOException {
    var lacks = new ArrayList<String>();
    if (!"root".equals(System.getProperty("user.name"))) {
      lacks.add("containers need root; run as root");
    }
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      lacks.add("missing: " + String.join(", ", missing) + "; install them: " + INSTALL);
    }
    if (!lacks.isEmpty()) {
      return new Verdict(Optional.empty(), String.join("; ", lacks));
    }
    return new RuntimeProbe(DriverRoot.open(directory)).choose();
  }

  private static List<String> missing() {
    var missing = new ArrayList<String>();
    for (String program : List.of("conmon", "nft", "ip", "mount", "umount")) {
      if (Command.find(program).isEmpty()) {
        missing.add(program);
      }
    }
    if (Command.find("crun").isEmpty() && Command.find("runc").isEmpty()) {
      missing.add("crun or runc");
    }
    return missing;
  }

  private Verdict choose() throws IOException {
    if (root.directory().toString().matches(".*[,:\\\\].*")) {
      return new Verdict(
          Optional.empty(), root.directory() + " has a ',' or ':', which overlayfs cannot take");
    }
    Optional<OciRuntime> found = attempt("crun", Command.find("crun"));
    if (found.isEmpty() && Command.find("crun").isPresent()) {
      found = attempt("crun without the cgroup2 mount", Optional.of(wrapper()));
    }
    if (found.isEmpty()) {
      found = attempt("runc", Command.find("runc"));
    }
    String why = found.map(OciRuntime::why).orElseGet(() -> String.join("; ", tried));
    return new Verdict(found, why);
  }

  private Optional<OciRuntime> attempt(String name, Optional<Path> program) throws IOException {
    if (program.isEmpty()) {
      tried.add(name + " is not installed");
      return Optional.empty();
    }
    var runtime =
        new OciRuntime(program.get(), root.directory().resolve("runtime"), why(program.get()));
    Optional<String> failure = canary(runtime);
    failure.ifPresent(said -> tried.add(name + ": " + said));
    return failure.isEmpty() ? Optional.of(runtime) : Optional.empty();
  }

  /// That crun needs a wrapper where both kinds of control groups are mounted is our affair; that
  /// another one was chosen because it does not run is not.
  private String why(Path program) throws IOException {
    String name = String.valueOf(program.getFileName());
    String others =
        tried.stream()
            .filter(each -> !each.startsWith(name))
            .map(each -> "; " + each)
            .collect(Collectors.joining());
    return name + "; " + Cgroups.limits() + others;
  }

  /// What was wrong; empty when the container ran and ended with 0.
  private Optional<String> canary(OciRuntime runtime) throws IOException {
    Path home = root.directory().resolve(CANARY);
    Mounts.release(home);
    Disk.delete(home);
    Files.createDirectories(home.resolve("lower"));
    Files.createDirectories(home.resolve("shm"));
    Cgroups groups = Cgroups.of(root);
    String handle = root.mark() + CANARY;
    try {
      OciSpec spec = new OciSpec(home.resolve("shm"), false);
      for (String directory : List.of("usr", "bin", "sbin", "lib", "lib64", "lib32")) {
        Path host = Path.of("/", directory);
        if (Files.isSymbolicLink(host)) {
          Path link = home.resolve("lower").resolve(directory);
          Files.createSymbolicLink(link, Files.readSymbolicLink(host));
        } else if (Files.isDirectory(host)) {
          spec.bind(host.toString(), host, true);
        }
      }
      Mounts.overlay(
          List.of(home.resolve("lower")),
          home.resolve("upper"),
          home.resolve("work"),
          home.resolve("rootfs"));
      for (String type : List.of("pid", "ipc", "uts", "mount", "network")) {
        spec.namespace(type, "");
      }
      spec.seccomp(Seccomp.profile());
      spec.limits(new Limits(OptionalLong.empty(), 2, OptionalLong.empty(), 64), false);
      Disk.write(
          home.resolve("config.json"),
          spec.json(home.resolve("rootfs"), false, process(), "probe", groups.path(handle)));
      Command.Result ignored = runtime.call("delete", "--force", handle);
      Command.Result ran = runtime.call("run", "--bundle", home.toString(), handle);
      return ran.worked()
          ? Optional.empty()
          : Optional.of("exit " + ran.exit() + ", " + ran.err().strip().replace('\n', ' '));
    } catch (IOException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    } finally {
      Command.Result ignored = runtime.call("delete", "--force", handle);
      Mounts.release(home);
      Disk.delete(home);
      groups.remove();
    }
  }

  private static Obj process() {
    return Json.object()
        .put("args", Json.strings(List.of("/bin/true")))
        .put("env", Json.strings(List.of("PATH=/usr/bin:/bin")))
        .put("cwd", "/")
        .put("user", Json.object().put("uid", 0).put("gid", 0).build())
        .put("noNewPrivileges", true)
        .build();
  }

  private Path wrapper() throws IOException {
    Path script = root.directory().resolve("crun");
    try (InputStream text = RuntimeProbe.class.getResourceAsStream("crun.sh")) {
      if (text == null) {
        throw new IllegalStateException("crun.sh is missing from the jar");
      }
      Disk.write(script, text.readAllBytes());
    }
    Files.setAttribute(script, "unix:mode", 0_700);
    return script;
  }
}
