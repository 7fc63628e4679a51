package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A core on a small file system of its own that something else fills up.
final class FullDiskTest {
  private static final String JSON = "application/json";
  private static final String MAPS = "/api/v1/namespaces/default/configmaps";
  private static final int BLOCK = 1 << 16;

  @Test
  void aCoreWhoseDiskIsFullRefusesWritesServesReadsAndRecoversByItself(@TempDir Path home)
      throws Exception {
    Path mount = Files.createDirectory(home.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64m", "skerry-test", mount.toString()) == 0,
        "needs root, to mount a small tmpfs");
    try {
      var core = new Core(mount.resolve("core"));
      while (post(core, "before").status() != 201) {
        Thread.onSpinWait();
      }
      fill(mount.resolve("ballast"));
      Core.Reply refused = post(core, "late");
      assertThat(refused.status()).as(refused.body()).isEqualTo(507);
      assertThat(refused.json().text("reason")).isEqualTo("StorageFull");
      assertThat(refused.json().text("message")).contains("no room");
      assertThat(core.get(MAPS + "/before", JSON).status()).isEqualTo(200);
      assertThat(core.get(MAPS + "/late", JSON).status()).isEqualTo(404);
      Files.delete(mount.resolve("ballast"));
      assertThat(post(core, "late").status()).isEqualTo(201);
      core.close();
    } finally {
      assertThat(run("umount", mount.toString())).isZero();
    }
  }

  private static Core.Reply post(Core core, String name) throws Exception {
    String map =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name + "\"}}";
    return core.send("POST", MAPS, JSON, map);
  }

  /// Writes until the file system takes no more.
  private static void fill(Path ballast) throws IOException {
    var block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      for (int n = 0; n < 10_000; n++) {
        out.write(block);
      }
      throw new AssertionError("the small disk does not fill up");
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
