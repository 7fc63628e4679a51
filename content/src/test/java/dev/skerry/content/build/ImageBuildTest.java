package dev.skerry.content.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.content.Digest;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds the example shop for real and runs it.
final class ImageBuildTest {
  private static final Path SHOP = Path.of("../examples/shop");
  private static final Platform HERE = Platform.linux(System.getProperty("os.arch"));

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Library library;

  @BeforeEach
  void open() throws Exception {
    library =
        new Library(
            FileContents.at(directory.resolve("content"), InstantSource.system()),
            new MemoryTags());
  }

  private List<ImageBuild.Built> build(String... names) throws Exception {
    var all = new ArrayList<Reference>();
    for (String name : names) {
      all.add(Reference.parse(name));
    }
    return new ImageBuild(library, directory.resolve("scratch"), _ -> {}).run(SHOP, all);
  }

  @Test
  void theShopIsBuiltTheSameTwiceAndItsVersionsShareTheirLayers() throws Exception {
    List<ImageBuild.Built> both = build("shop:v1", "shop:v2");
    List<ImageBuild.Built> again = build("shop:v1");

    assertThat(again.getFirst()).isEqualTo(both.getFirst());
    assertThat(both.get(1).layers()).isEqualTo(both.get(0).layers());
    assertThat(both.get(1).manifest()).isNotEqualTo(both.get(0).manifest());
    Library.Image v2 = library.find(Reference.parse("shop:v2"), HERE).orElseThrow();
    assertThat(v2.config().env()).containsExactly("VERSION=v2");
    assertThat(v2.config().labels()).containsEntry("skerry.dev/relocatable", "true");
    assertThat(directory.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void theShopRunsFromItsUnpackedImageAndKeepsItsSalesWhenKilled() throws Exception {
    Digest digest = build("shop:v1").getFirst().manifest();
    Path root = Files.createDirectory(directory.resolve("root"));
    Library.Image image = library.image(digest, HERE);
    for (Descriptor layer : image.manifest().layers()) {
      unpack(layer.digest(), root);
    }
    assertThat(
            root.resolve("lib64/ld-linux-x86-64.so.2").toFile().exists()
                || root.resolve("lib/ld-linux-aarch64.so.1").toFile().exists())
        .isTrue();

    Process first = start(image, root);
    URI at = address(first);
    assertThat(get(at.resolve("/info"))).contains("\"version\":\"v1\"", "\"sales\":0");
    assertThat(post(at.resolve("/sale"))).contains("\"sale\":1");
    first.destroyForcibly().waitFor();

    Process second = start(image, root);
    try {
      assertThat(get(address(second).resolve("/info"))).contains("\"sales\":1");
    } finally {
      second.destroy();
      second.waitFor();
    }
  }

  private Process start(Library.Image image, Path root) throws IOException {
    var command = new ArrayList<>(image.config().entrypoint());
    command.set(0, root + command.getFirst());
    var builder = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    var environment = builder.environment();
    environment.clear();
    for (String each : image.config().env()) {
      int equals = each.indexOf('=');
      environment.put(each.substring(0, equals), each.substring(equals + 1));
    }
    environment.put("PORT_HTTP", "0");
    environment.put("POD_IP", "127.0.0.1");
    environment.put("SKERRY_MOUNT_DATA", directory.resolve("data").toString());
    return builder.start();
  }

  private static URI address(Process shop) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(shop.getInputStream(), UTF_8));
    String line = String.valueOf(lines.readLine());
    assertThat(line).startsWith("shop listens on ");
    return URI.create("http://" + line.substring(line.lastIndexOf(' ') + 1));
  }

  private String get(URI uri) throws Exception {
    return client
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private String post(URI uri) throws Exception {
    HttpRequest sale =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("item=tea")).build();
    return client.send(sale, HttpResponse.BodyHandlers.ofString()).body();
  }

  private void unpack(Digest layer, Path root) throws IOException {
    try (var tar = new TarReader(new GZIPInputStream(library.contents().open(layer)))) {
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        Path path = root.resolve(next.get().name());
        if (next.get().kind() == TarEntry.Kind.DIRECTORY) {
          Files.createDirectories(path);
        } else {
          Files.copy(tar.content(), path);
          assertThat(path.toFile().setExecutable((next.get().mode() & 0100) != 0)).isTrue();
        }
      }
    }
  }

  @Test
  void aDirectoryWithoutBuildFileIsRefused() {
    var build = new ImageBuild(library, directory, _ -> {});

    assertThatThrownBy(() -> build.run(directory, List.of(Reference.parse("x:1"))))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining("image.yaml");
  }
}
