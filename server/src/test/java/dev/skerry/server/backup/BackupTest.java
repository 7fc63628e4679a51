package dev.skerry.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Principal;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.core.CoreInit;
import dev.skerry.server.core.CoreProcess;
import dev.skerry.server.keys.Vault;
import dev.skerry.store.Restore;
import dev.skerry.store.sqlite.Inspection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A core that is written to, backed up while it runs, lost, and made again elsewhere.
final class BackupTest {
  @TempDir Path home;

  private record Asked(int status, String body) {}

  /// As the administrator.
  private static Asked ask(DataDir data, Endpoint at, String method, String path, String body)
      throws Exception {
    var vault = new Vault(data);
    var admin = vault.authority().client(Principal.user("admin", Principal.MASTERS), Instant.now());
    try (var http =
        HttpClient.newBuilder()
            .sslContext(vault.contexts().client(() -> admin, List.of(vault.ca())))
            .version(HttpClient.Version.HTTP_1_1)
            .build()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(at.https() + path))
                  .header("Content-Type", "application/json")
                  .method(method, HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Asked(answer.statusCode(), answer.body());
    }
  }

  private static String note(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + name
        + "\"}}";
  }

  @Test
  void aRestoredCoreHasWhatWasBackedUpAndAHistoryOfItsOwn() throws Exception {
    String maps = "/api/v1/namespaces/default/configmaps";
    var data = new DataDir(home.resolve("core"));
    CoreConfig config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), Pulse.DEFAULT);
    Path file = home.resolve("core.backup");
    CoreProcess core = CoreProcess.start(data, config, "0.1.0", () -> {});
    assertThat(ask(data, config.plane().listen(), "POST", maps, note("before")).status())
        .isEqualTo(201);
    Backup.write(data, file, false, "0.1.0");
    Asked after = ask(data, config.plane().listen(), "POST", maps, note("after"));
    core.stop();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(home).isDirectoryNotContaining("glob:**.{new,store}");
    Inspection old = Inspection.of(data.store());
    var again = new DataDir(home.resolve("again"));
    Restoration restored = Restoration.restore(file, again);
    assertThat(restored.store().head().value())
        .isGreaterThan(old.head().value() + Restore.JUMP_REVISIONS / 2);
    assertThat(restored.store().incarnation()).isNotEqualTo(old.incarnation());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(again.pki())))
        .isEqualTo("rwx------");

    core = CoreProcess.start(again, CoreConfig.read(again), "0.1.0", () -> {});
    try {
      // The same key: whoever knew the core knows it again.
      assertThat(ask(data, config.plane().listen(), "GET", maps + "/before", "").status())
          .isEqualTo(200);
      assertThat(ask(data, config.plane().listen(), "GET", maps + "/after", "").status())
          .isEqualTo(404);
      String revision = after.body().replaceAll("(?s).*\"resourceVersion\":\"(\\d+)\".*", "$1");
      Asked watch =
          ask(
              data,
              config.plane().listen(),
              "GET",
              maps + "?watch=1&resourceVersion=" + revision,
              "");
      assertThat(watch.body()).contains("\"code\":410");
    } finally {
      core.stop();
    }
  }

  /// A bit of a key that turned over on a stick or on its way.
  @Test
  void aDamagedBackupIsRefusedAndLeavesNothing() throws Exception {
    var data = new DataDir(home.resolve("core"));
    CoreConfig config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), Pulse.DEFAULT);
    CoreProcess.start(data, config, "0.1.0", () -> {}).stop();
    Path file = home.resolve("core.backup");
    Backup.write(data, file, false, "0.1.0");
    Path stored = home.resolve("stored.backup");
    Path damaged = home.resolve("damaged.backup");
    try (var zip = new ZipFile(file.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(stored))) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (ZipEntry each : List.copyOf(zip.stream().map(ZipEntry.class::cast).toList())) {
        out.putNextEntry(new ZipEntry(each.getName()));
        zip.getInputStream(each).transferTo(out);
      }
    }
    byte[] bytes = Files.readAllBytes(stored);
    byte[] key = Files.readAllBytes(data.pki().resolve("ca.key"));
    int at =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf(new String(key, StandardCharsets.ISO_8859_1));
    assertThat(at).isPositive();
    bytes[at + key.length / 2] ^= 1;
    Files.write(damaged, bytes);

    var whole = new DataDir(home.resolve("whole"));
    Restoration.restore(stored, whole);
    assertThat(whole.pki().resolve("ca.key")).hasBinaryContent(key);
    var to = new DataDir(home.resolve("to"));
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> Restoration.restore(damaged, to))
        .withMessageContainingAll("pki/ca.key is damaged", "take another");
    assertThat(to.root()).isEmptyDirectory();
  }

  @Test
  void whatIsNotEmptyOrNoBackupIsRefusedAndLeftAsItWas() throws Exception {
    var data = new DataDir(home.resolve("data"));
    Files.createDirectories(data.root());
    Path text = Files.writeString(home.resolve("text"), "no zip");
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> Restoration.restore(text, data))
        .withMessageContaining("is not a whole backup");
    Path strange = home.resolve("strange.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(strange))) {
      zip.putNextEntry(new ZipEntry("pki/../../../etc/passwd"));
      zip.write("x".getBytes(StandardCharsets.US_ASCII));
    }
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> Restoration.restore(strange, data))
        .withMessageContaining("it has pki/../../../etc/passwd");
    assertThat(data.root()).isEmptyDirectory();
    Files.writeString(data.root().resolve("mine"), "x");
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> Restoration.restore(strange, data))
        .withMessageContaining("is not empty");
    assertThat(data.root()).isDirectoryContaining("glob:**mine");
  }
}
