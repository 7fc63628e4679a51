package dev.skerry.cli.lab;

import dev.skerry.cli.client.ApiClient;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.console.Refused;
import dev.skerry.cli.image.Images;
import dev.skerry.content.build.ImageBuild;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Reference;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.ConfigYaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The app of the lab, `examples/shop`: its images and its objects.
final class Shop {
  private static final List<String> NAMES = List.of("shop:v1", "shop:v2");

  private final Console console;

  Shop(Console console) {
    this.console = console;
  }

  private Path directory() throws Refused {
    Path directory = console.root().resolve("examples").resolve("shop");
    if (!Files.isDirectory(directory)) {
      throw new Refused(directory + " is missing; start skerry by its launcher");
    }
    return directory;
  }

  /// The library that holds the images, built when sources or runtime changed.
  Library images() throws Refused, ImageRefused, IOException {
    Library own = Images.own(console);
    Path stamp = Images.directory(console).resolve("shop.stamp");
    String now = digest(directory());
    boolean fresh = Files.exists(stamp) && Files.readString(stamp).equals(now);
    if (!fresh || own.resolve(Reference.parse(NAMES.getFirst())).isEmpty()) {
      console.progress("building the images shop:v1 and shop:v2");
      var build =
          new ImageBuild(
              own,
              Images.directory(console).resolve("scratch"),
              step -> console.progress("  " + step));
      List<ImageBuild.Built> _ =
          build.run(
              directory(), List.of(Reference.parse(NAMES.get(0)), Reference.parse(NAMES.get(1))));
      Files.writeString(stamp, now);
    }
    return own;
  }

  /// Into the content of a core that does not run.
  void copy(Library own, Path content) throws ImageRefused, IOException {
    Library core = Images.at(content);
    for (String name : NAMES) {
      Images.copy(own, core, Reference.parse(name));
    }
  }

  /// Makes the objects that are not there; those that are stay as they are.
  void apply(ApiClient core) throws Refused, IOException, InterruptedException {
    Path file = directory().resolve("shop.yaml");
    try {
      for (Obj object : ConfigYaml.documents(file.toString(), Files.readString(file))) {
        create(core, object);
      }
    } catch (ConfigRefused bad) {
      throw new Refused(String.valueOf(bad.getMessage()), bad);
    }
  }

  private static void create(ApiClient core, Obj object)
      throws Refused, IOException, InterruptedException {
    String version = object.text("apiVersion");
    String path =
        (version.contains("/") ? "/apis/" : "/api/")
            + version
            + "/namespaces/"
            + object.string("metadata", "namespace").orElse("default")
            + "/"
            + object.text("kind").toLowerCase(Locale.ROOT)
            + "s";
    if (core.find(path + "/" + object.text("metadata", "name")).isEmpty()) {
      Json _ = core.post(path, object);
    }
  }

  /// Whether an app answers like the shop of that site; what is wrong otherwise.
  static Optional<String> problem(Json info, String site) {
    return info.text("site").equals(site)
        ? Optional.empty()
        : Optional.of("/info says site '" + info.text("site") + "', not " + site);
  }

  private static String digest(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      MessageDigest all = MessageDigest.getInstance("SHA-256");
      all.update(System.getProperty("java.runtime.version").getBytes(StandardCharsets.UTF_8));
      for (Path file : walk.filter(f -> source(directory, f)).sorted().toList()) {
        all.update(directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        all.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(all.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static boolean source(Path directory, Path file) {
    Path inside = directory.relativize(file);
    return Files.isRegularFile(file)
        && (inside.startsWith("src/main") || inside.toString().equals("image.yaml"));
  }
}
