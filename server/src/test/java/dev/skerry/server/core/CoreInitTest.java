package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a core's directory is made of is made once.
final class CoreInitTest {
  @TempDir Path home;

  private CoreConfig init(DataDir data) throws Exception {
    return CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), Pulse.DEFAULT);
  }

  @Test
  void doneAgainItChangesNoKey() throws Exception {
    var data = new DataDir(home);
    init(data);
    byte[] key = Files.readAllBytes(data.pki().resolve("ca.key"));
    init(data);
    assertThat(data.pki().resolve("ca.key")).hasBinaryContent(key);
  }

  @Test
  void aSitesDirectoryStaysASites() throws Exception {
    var data = new DataDir(home);
    Files.writeString(home.resolve("site.yaml"), "name: paris\n");
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> init(data))
        .withMessageContaining("is a site's or a node's");
    assertThat(home.resolve("core.yaml")).doesNotExist();
    assertThatExceptionOfType(ConfigRefused.class)
        .isThrownBy(() -> CoreConfig.read(data))
        .withMessageContaining("is a site's: skerry site --data " + home);
  }

  /// Whoever joined trusts the authority that was; another one would cut them all off.
  @Test
  void anAuthorityThatWasLostIsNotMadeAnewInSilence() throws Exception {
    var data = new DataDir(home);
    CoreConfig config = init(data);
    CoreProcess.start(data, config, "0.1.0", () -> {}).stop();
    byte[] key = Files.readAllBytes(data.pki().resolve("ca.key"));
    Files.delete(data.pki().resolve("ca.crt"));

    assertThatExceptionOfType(PkiRefused.class)
        .isThrownBy(() -> init(data))
        .withMessageContaining("restore both from a backup");
    assertThat(data.pki().resolve("ca.key")).hasBinaryContent(key);
    assertThatExceptionOfType(PkiRefused.class)
        .isThrownBy(() -> CoreProcess.start(data, config, "0.1.0", () -> {}))
        .withMessageContainingAll("there is no", "ca.crt", "from a backup");
  }

  @Test
  void anInitThatWasKilledHalfWayIsDoneAgain() throws Exception {
    var data = new DataDir(home);
    init(data);
    Files.delete(data.pki().resolve("ca.crt"));
    init(data);
    assertThat(data.pki().resolve("ca.crt")).exists();
  }
}
