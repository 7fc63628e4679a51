package dev.skerry.drivers.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.drivers.pod.DriverRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuntimeProbeTest {
  @TempDir private Path temp = Path.of("");

  @Test
  void theProbeNamesARuntimeAndWhyAndLeavesNothing() throws IOException {
    RuntimeProbe.Verdict verdict = RuntimeProbe.run(temp.resolve("root"));
    assertThat(verdict.runtime()).as(verdict.why()).isPresent();
    assertThat(verdict.why())
        .matches("(crun|runc); cgroup v[12] limits .*")
        .doesNotContain("\n", "exit 1; ", "crun: exit");
    assertThat(Leftovers.of(temp.resolve("root"), "no-bridge")).isEmpty();
    assertThat(temp.resolve("root/probe")).doesNotExist();
  }

  @Test
  void aRootThatOverlayfsCannotNameIsRefused() throws IOException {
    RuntimeProbe.Verdict verdict = RuntimeProbe.run(temp.resolve("a,b"));
    assertThat(verdict.runtime()).isEmpty();
    assertThat(verdict.why()).contains("overlayfs");
  }

  @Test
  void whatIsLimitedIsSaidInOneLine() {
    var memory = new Mounts.Mounted(Path.of("/cg/memory"), "cgroup", List.of("rw", "memory"));
    var cpu = new Mounts.Mounted(Path.of("/cg/cpu"), "cgroup", List.of("rw", "cpu", "cpuacct"));
    var pids = new Mounts.Mounted(Path.of("/cg/pids"), "cgroup", List.of("rw", "pids"));
    var second = new Mounts.Mounted(Path.of("/cg/unified"), "cgroup2", List.of("rw"));
    List<String> none = List.of();
    assertThat(Cgroups.limits(List.of(memory, cpu, pids, second), none))
        .isEqualTo("cgroup v1 limits memory, cpu, pids, the v2 mount beside it is not used");
    assertThat(Cgroups.limits(List.of(memory, cpu), none))
        .isEqualTo("cgroup v1 limits memory, cpu; there is no limit of pids");
    assertThat(Cgroups.limits(List.of(second), List.of("cpuset", "cpu", "memory", "pids")))
        .isEqualTo("cgroup v2 limits memory, cpu, pids");
    assertThat(Cgroups.limits(List.of(), none))
        .isEqualTo("cgroup v2 limits nothing; there is no limit of memory, cpu, pids");
  }

  @Test
  void outOfMemoryIsReadFromBothKindsOfCounters() {
    assertThat(Cgroups.killed("low 0\nhigh 0\nmax 12\noom 3\noom_kill 1\noom_group_kill 0\n"))
        .isTrue();
    assertThat(Cgroups.killed("low 0\nmax 12\noom 0\noom_kill 0\n")).isFalse();
    assertThat(Cgroups.killed("oom_kill_disable 0\nunder_oom 0\noom_kill 2\n")).isTrue();
  }

  @Test
  void aUnifiedHierarchyIsReadWhereThereIsNoOther() throws IOException {
    Path group = Files.createDirectories(temp.resolve("skerry-abcd0123/h"));
    Files.writeString(group.resolve("memory.events"), "low 0\noom 1\noom_kill 1\n");
    var mount = new Mounts.Mounted(temp, "cgroup2", List.of("rw", "nsdelegate"));
    Cgroups groups = Cgroups.of("abcd0123", List.of(mount));
    assertThat(groups.outOfMemory("h")).isTrue();
    assertThat(groups.outOfMemory("other")).isFalse();
    assertThat(groups.path("h")).isEqualTo("/skerry-abcd0123/h");
    assertThat(DriverRoot.existing(temp)).isEmpty();
  }
}
