package dev.skerry.server.lab;

import dev.skerry.content.image.ImageRefused;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.Refused;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.ConfigYaml;
import dev.skerry.server.image.OwnImages;
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

  private final Workplace workplace;

  Shop(Workplace workplace) {
    this.workplace = workplace;
  }

  private Path directory() throws Refused {
    Path directory = workplace.root().resolve("examples").resolve("shop");
    if (!Files.isDirectory(directory)) {
      throw new Refused(directory + " is missing; start skerry by its launcher");
    }
    return directory;
  }

  /// The images, built when sources or runtime changed, into the content of a core that does not
  /// run.
  void deliver(Path content) throws Refused, ImageRefused, IOException {
    var own = new OwnImages(workplace.home());
    Path stamp = own.directory().resolve("shop.stamp");
    String now = digest(directory());
    boolean fresh = Files.exists(stamp) && Files.readString(stamp).equals(now);
    if (!fresh || !own.names().containsAll(NAMES)) {
      workplace.say("building the images shop:v1 and shop:v2");
      List<String> _ = own.build(directory(), NAMES, step -> workplace.say("  " + step));
      Files.writeString(stamp, now);
    }
    for (String name : NAMES) {
      own.copy(name, content);
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
