package dev.skerry.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.meta.SiteName;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.Endpoint;
import dev.skerry.server.config.Pulse;
import dev.skerry.server.core.CoreInit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeFileTest {
  @TempDir Path directory;

  @Test
  void whatSkerryWritesIsRead() throws Exception {
    var data = new DataDir(directory);
    var config =
        CoreInit.init(data, new SiteName("core"), new Endpoint("127.0.0.1", 0), Pulse.DEFAULT);
    KubeFile file = KubeFile.find("", Map.of("KUBECONFIG", data.adminKubeconfig() + ":/other"));
    assertThat(file.server()).isEqualTo(config.plane().listen().https());
    assertThat(file.identity()).isPresent();
    assertThat(file.cas()).hasSize(1);
    assertThat(file.namespace()).isEqualTo("default");
  }

  @Test
  void aFileWithoutItsContextIsRefusedByName() throws Exception {
    Path file = directory.resolve("config");
    Files.writeString(file, "{current-context: home, contexts: []}");
    assertThatThrownBy(() -> KubeFile.read(file))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no 'home' among its contexts");
  }
}
