package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.image.CoreImages;
import dev.skerry.server.image.OwnImages;
import dev.skerry.server.image.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images on their way between a person's machine and a core, and what is heard of it.
final class ImageTravelTest {
  @TempDir Path home;

  /// What was heard, one word a blob.
  private static final class Ear implements Progress {
    final List<String> blobs = new ArrayList<>();
    private long toCome;
    private long moved;

    @Override
    public void there(String digest) {
      blobs.add("there");
    }

    @Override
    public void begins(String digest, long bytes) {
      assertThat(digest).startsWith("sha256:");
      toCome = bytes;
      moved = 0;
    }

    @Override
    public void moved(long bytes) {
      moved += bytes;
    }

    @Override
    public void ends() {
      assertThat(toCome).isPositive();
      blobs.add(moved == toCome ? "whole" : moved + " of " + toCome);
    }
  }

  private KubeFile kubeconfig(Core core) throws Exception {
    int port = core.request("").build().uri().getPort();
    Path file = home.resolve("kubeconfig");
    String admin = Files.readString(home.resolve("core/admin.kubeconfig"));
    Files.writeString(file, admin.replaceFirst("https://[^\\s\"]+", "https://127.0.0.1:" + port));
    return KubeFile.find(file.toString(), Map.of());
  }

  @Test
  void whoPushesOrPullsHearsOfEachBlobAndItsBytes() throws Exception {
    var core = new Core(home.resolve("core"));
    SiteBox.image(home.resolve("here/images"), home);
    try (var client = ApiClient.of(kubeconfig(core))) {
      var here = new OwnImages(home.resolve("here"));
      var first = new Ear();
      here.push(client, "box:v1", first);
      assertThat(first.blobs).as("configuration and layer").containsExactly("whole", "whole");
      var again = new Ear();
      here.push(client, "box:v1", again);
      assertThat(again.blobs).containsExactly("there", "there");

      var there = new OwnImages(home.resolve("there"));
      var back = new Ear();
      assertThat(there.pull(client, "box:v1", back)).startsWith("box:v1 sha256:");
      assertThat(back.blobs).containsExactly("whole", "whole");
    }
    core.close();
  }

  @Test
  void anImageThatIsRemovedIsGoneAndWhoHasItKeepsIt() throws Exception {
    var core = new Core(home.resolve("core"));
    SiteBox.image(home.resolve("here/images"), home);
    try (var client = ApiClient.of(kubeconfig(core))) {
      var here = new OwnImages(home.resolve("here"));
      here.push(client, "box:v1", Progress.NONE);
      var images = new CoreImages(client);
      assertThat(images.list()).containsExactly("box:v1");

      images.remove("box:v1");
      assertThat(images.list()).isEmpty();
      assertThatThrownBy(() -> images.remove("box:v1")).hasMessageContaining("no image box:v1 at");
      assertThat(here.names()).containsExactly("box:v1");

      here.remove("box:v1");
      assertThat(here.names()).isEmpty();
      assertThatThrownBy(() -> here.remove("box:v1")).hasMessageContaining("no image box:v1 here");
    }
    core.close();
  }
}
