package dev.skerry.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.container.RuntimeProbe;
import dev.skerry.server.config.Driver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a machine can lack, taken from this one for a moment.
final class MachineChecksTest {
  private static final Path PROC = Path.of("/proc");

  /// Root without the capability to make namespaces or rules.
  private static final List<String> WEAK =
      List.of("setpriv", "--bounding-set", "-sys_admin,-net_admin", "--inh-caps", "-all");

  @TempDir Path home;

  private static Finding only(Check check) throws Exception {
    List<Finding> findings = check.look();
    assertThat(findings).hasSize(1);
    return findings.getFirst();
  }

  private static void assumeRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root: run the tests as root");
  }

  @Test
  void aRuntimeWithoutCompilerOrOfAnotherVersionIsNamed() throws Exception {
    assertThat(only(JavaCheck.ofThis()).level()).isEqualTo(Finding.Level.OK);
    assertThat(only(new JavaCheck(25, home)).text()).startsWith("warn java: ").contains("no JDK");
    assertThat(only(new JavaCheck(21, home)).text()).startsWith("fail java: ").contains("JDK 25");
  }

  @Test
  void aProcessWithFewFilesIsFound() throws Exception {
    Process few = new ProcessBuilder("sh", "-c", "ulimit -n 512; exec sleep 60").start();
    try {
      var check = new OpenFilesCheck(PROC, OptionalLong.of(few.pid()));
      Finding finding = only(check);
      while (!finding.what().contains("512")) {
        assertThat(few.isAlive()).isTrue();
        finding = only(check);
      }
      assertThat(finding.text()).startsWith("fail open-files: ").contains("LimitNOFILE");
    } finally {
      few.destroyForcibly();
    }
    assertThat(
            OpenFilesCheck.judge(OpenFilesCheck.hard("Max open files  1  unlimited  files"), "x"))
        .extracting(Finding::level)
        .isEqualTo(Finding.Level.OK);
    assertThat(OpenFilesCheck.judge(20_000, "x").level()).isEqualTo(Finding.Level.WARN);
  }

  @Test
  void aMachineWithoutControlGroupsIsFound() throws Exception {
    assumeRoot();
    Process bare =
        new ProcessBuilder(
                "unshare", "-m", "sh", "-c", "umount -R -l /sys/fs/cgroup; echo; exec sleep 60")
            .start();
    try {
      assertThat(bare.getInputStream().read()).isEqualTo('\n');
      Finding finding = only(new CgroupCheck(PROC.resolve(Long.toString(bare.pid()))));
      assertThat(finding.text()).startsWith("fail cgroups: no controller for memory, pids, cpu");
    } finally {
      bare.destroyForcibly();
    }
    assertThat(only(new CgroupCheck(PROC.resolve("self"))).level()).isEqualTo(Finding.Level.OK);
    assertThat(CgroupCheck.judge(Set.of(), Set.of("memory", "pids", "cpu", "io")).text())
        .isEqualTo("ok cgroups: version 2 with memory, pids, cpu");
  }

  @Test
  void whoMayMakeNoNamespacesOrRulesIsTold() throws Exception {
    assumeRoot();
    assertThat(only(new NamespaceCheck(List.of())).level()).isEqualTo(Finding.Level.OK);
    assertThat(only(new NamespaceCheck(WEAK)).text())
        .startsWith("fail namespaces: none can be made")
        .contains("run as root");
    assertThat(only(new NftablesCheck(List.of())).level()).isEqualTo(Finding.Level.OK);
    assertThat(only(new NftablesCheck(WEAK)).text()).startsWith("fail nftables: ");
  }

  @Test
  void aKernelWithoutFiltersIsFound() throws Exception {
    assertThat(only(new SeccompCheck(PROC)).level()).isEqualTo(Finding.Level.OK);
    assertThat(only(new SeccompCheck(home)).text()).startsWith("fail seccomp: ");
  }

  /// An overlay cannot be the upper layer of another one.
  @Test
  void aDiskThatContainersCannotUseIsFound() throws Exception {
    assumeRoot();
    assertThat(only(new OverlayCheck(home)).level()).isEqualTo(Finding.Level.OK);
    Path top = home.resolve("top");
    for (String each : List.of("lower", "upper", "work", "top")) {
      Files.createDirectory(home.resolve(each));
    }
    Command.of(
            "mount",
            "-t",
            "overlay",
            "-o",
            "lowerdir="
                + home.resolve("lower")
                + ",upperdir="
                + home.resolve("upper")
                + ",workdir="
                + home.resolve("work"),
            "overlay",
            top.toString())
        .must();
    try {
      assertThat(only(new OverlayCheck(top)).text())
          .startsWith("fail overlayfs: cannot be mounted on " + top + " (overlay)")
          .contains("ext4");
      assertThat(only(new RuntimeCheck(top, Optional.of(Driver.CONTAINER))).text())
          .startsWith("fail runtime: no container runs");
      assertThat(top).isEmptyDirectory();
    } finally {
      Command.of("umount", top.toString()).must();
    }
  }

  @Test
  void aMissingRuntimeIsAsBadAsItIsNeeded() {
    var none = new RuntimeProbe.Verdict(Optional.empty(), "missing: conmon");
    assertThat(RuntimeCheck.judge(none, Driver.PROCESS).level()).isEqualTo(Finding.Level.OK);
    assertThat(RuntimeCheck.judge(none, Driver.AUTO).text())
        .startsWith("warn runtime: no container runs: missing: conmon")
        .contains(RuntimeProbe.INSTALL);
    assertThat(RuntimeCheck.judge(none, Driver.CONTAINER).level()).isEqualTo(Finding.Level.FAIL);
  }
}
