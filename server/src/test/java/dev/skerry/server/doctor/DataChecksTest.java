package dev.skerry.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.drivers.command.Command;
import dev.skerry.model.meta.SiteName;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.core.CoreInit;
import dev.skerry.server.core.CoreProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A core's directory, whole at first, and what may happen to it.
final class DataChecksTest {
  private final Instant now = Instant.now();

  @TempDir Path home;
  private DataDir data = new DataDir(Path.of("/nonexistent"));

  @BeforeEach
  void aCore() throws Exception {
    data = new DataDir(home.resolve("core"));
    var config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), Pulse.DEFAULT);
    CoreProcess.start(data, config, "0.1.0", () -> {}).stop();
  }

  private static List<String> lines(Check check) throws Exception {
    return check.look().stream().map(Finding::text).toList();
  }

  private static String line(Check check) throws Exception {
    assertThat(check.look()).hasSize(1);
    return lines(check).getFirst();
  }

  @Test
  void aWholeDirectoryIsWell() throws Exception {
    var said = new StringBuilder();
    boolean well =
        Doctor.of(Optional.of(Patient.of(data)))
            .examine(finding -> said.append(finding.text()).append('\n'));
    assertThat(well).as(said.toString()).isTrue();
    assertThat(said.toString())
        .contains("ok port: ", "is free", "ok files: 4 keys", "ok certificates: ca.crt")
        .contains("ok store: ", " rows are whole", "ok clock: ")
        .doesNotContain("cgroups");
    assertThat(home).isDirectoryNotContaining("glob:**doctor*");
  }

  @Test
  void aDirectoryOfNobodyIsRefused() {
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> Patient.of(new DataDir(home)))
        .withMessageContaining("is no data directory");
  }

  @Test
  void aPortThatSomebodyElseHasIsFound() throws Exception {
    Endpoint listen = Patient.of(data).plane().orElseThrow().listen();
    try (var other = new ServerSocket(listen.port(), 1, InetAddress.getByName(listen.host()))) {
      assertThat(other.isBound()).isTrue();
      assertThat(line(new PortCheck(Patient.of(data))))
          .startsWith("fail port: " + listen + " cannot be had")
          .contains("ss -ltnp");
    }
    assertThat(line(new PortCheck(Patient.of(data)))).startsWith("ok port: ");
  }

  @Test
  void aProcessThatHoldsTheDirectoryAndDoesNotServeIsFound() throws Exception {
    try (var lock =
            FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var held = lock.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(Patient.of(data).pid()).hasValue(ProcessHandle.current().pid());
      assertThat(line(new PortCheck(Patient.of(data))))
          .startsWith("fail port: the core, pid " + ProcessHandle.current().pid())
          .contains("does not serve at")
          .doesNotContain("null");
    }
    assertThat(Patient.of(data).pid()).isEmpty();
  }

  @Test
  void aKeyThatOthersMayReadIsFound() throws Exception {
    Path key = data.pki().resolve("ca.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(line(new KeyFilesCheck(data)))
        .isEqualTo(
            "fail files: "
                + key
                + " has mode rw-r-----: others get at it; chmod 600 "
                + key
                + ", and make a new one if others may have read it");
  }

  @Test
  void filesOfAnotherUserAreFound() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root: run the tests as root");
    Path config = data.root().resolve("core.yaml");
    Files.setOwner(
        config,
        config.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    assertThat(line(new KeyFilesCheck(data)))
        .isEqualTo(
            "fail files: "
                + config
                + " belongs to nobody, its directory to root; chown -R root: "
                + data.root());
  }

  @Test
  void aFlippedByteInTheStoreIsFound() throws Exception {
    assertThat(line(new StoreCheck(data))).startsWith("ok store: ");
    Path file = data.store().resolve("store.db");
    String all = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, all.replace("\"uid\"", "\"vid\""), StandardCharsets.ISO_8859_1);
    assertThat(line(new StoreCheck(data)))
        .startsWith("fail store: " + file + " is damaged")
        .contains("does not match its checksum", "skerry restore");
    Files.delete(file);
    assertThat(line(new StoreCheck(data))).startsWith("fail store: ").contains("is gone");
  }

  @Test
  void anAuthorityThatIsNotWholeIsFoundBeforeTheNextStart() throws Exception {
    Files.delete(data.pki().resolve("ca.key"));
    assertThat(lines(new CertificateCheck(data, at(Duration.ZERO))))
        .anyMatch(
            text -> text.startsWith("fail certificates: the authority cannot be used: there is"))
        .anyMatch(text -> text.endsWith("; restore ca.key and ca.crt from a backup"));
  }

  @Test
  void certificatesEndAndTheirRenewalIsDueBefore() throws Exception {
    assertThat(lines(new CertificateCheck(data, at(Duration.ZERO))))
        .hasSize(3)
        .allMatch(text -> text.startsWith("ok certificates: "));
    assertThat(lines(new CertificateCheck(data, at(Duration.ofDays(300)))))
        .anyMatch(text -> text.startsWith("warn certificates: server.crt"))
        .anyMatch(text -> text.startsWith("ok certificates: ca.crt"));
    assertThat(lines(new CertificateCheck(data, at(Duration.ofDays(366)))))
        .anyMatch(text -> text.startsWith("fail certificates: server.crt"));
    assertThat(lines(new CertificateCheck(data, at(Duration.ofDays(-1)))))
        .filteredOn(text -> text.contains(".crt is good"))
        .allMatch(text -> text.startsWith("fail certificates: ") && text.contains("not yet"));
    Files.writeString(data.pki().resolve("server.crt"), "no certificate");
    assertThat(lines(new CertificateCheck(data, at(Duration.ZERO))))
        .anyMatch(text -> text.contains("server.crt is damaged"));
  }

  private InstantSource at(Duration later) {
    return InstantSource.fixed(now.plus(later));
  }

  @Test
  void aClockThatWentBackIsFound() throws Exception {
    Files.setLastModifiedTime(
        data.pki().resolve("ca.crt"), FileTime.from(now.plus(Duration.ofDays(1))));
    Patient patient = Patient.of(data);
    assertThat(line(new ClockCheck(patient, new ParentLine(patient), at(Duration.ZERO))))
        .startsWith("fail clock: this machine says ")
        .contains("later than that", "timesyncd");
  }

  @Test
  void aFullAndAReadOnlyAndAVolatileDiskAreFound() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root: run the tests as root");
    String at = Files.createDirectory(home.resolve("small")).toString();
    Command.of("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", at).must();
    try {
      assertThat(line(new DiskCheck(Path.of(at))))
          .startsWith("fail disk: 20 MiB of 20 MiB are free")
          .contains("507");
      assertThat(line(new FsyncCheck(Path.of(at)))).startsWith("warn fsync: ").contains("tmpfs");
      Command.of("mount", "-o", "remount,ro", at).must();
      assertThat(line(new FsyncCheck(Path.of(at))))
          .startsWith("fail fsync: nothing can be written in " + at);
    } finally {
      Command.of("umount", at).must();
    }
  }

  @Test
  void aSlowDiskIsSlowByItsMedian() {
    assertThat(FsyncCheck.judge(home, "ext4", Duration.ofMillis(3)).level())
        .isEqualTo(Finding.Level.OK);
    assertThat(FsyncCheck.judge(home, "ext4", Duration.ofMillis(80)).text())
        .startsWith("warn fsync: 4 KiB are durable in 80000 µs");
    assertThat(FsyncCheck.judge(home, "ext4", Duration.ofSeconds(3)).level())
        .isEqualTo(Finding.Level.FAIL);
    assertThat(DiskCheck.judge(home, "ext4", 500L << 20, 1L << 40).level())
        .isEqualTo(Finding.Level.WARN);
  }
}
