package dev.skerry.content.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.content.image.Tags;
import dev.skerry.model.json.JsonText;
import java.util.List;
import java.util.TreeMap;

/// A good image, which whatever comes must leave whole.
public final class Shop {
  public static final byte[] LAYER = "a layer of some forty words".repeat(8).getBytes(UTF_8);
  public static final byte[] CONFIG =
      ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/till\"],"
              + "\"Env\":[\"A=1\"],\"Labels\":{\"a\":\"b\"},\"ExposedPorts\":{\"80/tcp\":{}},"
              + "\"User\":\"1\"},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
              + "0".repeat(64)
              + "\"]}}")
          .getBytes(UTF_8);
  public static final byte[] MANIFEST = manifest(CONFIG);
  public static final Tags.Tag TAG = new Tags.Tag("shop", "kept");

  private Shop() {}

  /// Of this layer and another config.
  public static byte[] manifest(byte[] config) {
    var image =
        new Manifest.Image(
            MediaTypes.MANIFEST,
            new Descriptor(MediaTypes.CONFIG, Digest.of(config), config.length),
            List.of(new Descriptor(MediaTypes.LAYER, Digest.of(LAYER), LAYER.length)),
            new TreeMap<>());
    return JsonText.bytes(image.json());
  }

  public static Digest into(Library library) throws ContentFailure {
    Digest _ = library.put(LAYER);
    Digest _ = library.put(CONFIG);
    Digest manifest = library.put(MANIFEST);
    library.tags().put(TAG, manifest);
    return manifest;
  }

  /// What no hostile act may change.
  public static boolean isWhole(Library library) throws Exception {
    Digest manifest = Digest.of(MANIFEST);
    for (byte[] each : List.of(LAYER, CONFIG, MANIFEST)) {
      try (var in = library.contents().open(Digest.of(each))) {
        if (!java.util.Arrays.equals(in.readAllBytes(), each)) {
          return false;
        }
      }
    }
    return library.missing(manifest).isEmpty()
        && library.tags().find(TAG).equals(java.util.Optional.of(manifest));
  }
}
