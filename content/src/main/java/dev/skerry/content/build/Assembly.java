package dev.skerry.content.build;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.Descriptor;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Manifest;
import dev.skerry.content.image.MediaTypes;
import dev.skerry.model.json.JsonText;
import java.util.List;
import java.util.TreeMap;

/// Puts layers and a config together.
public final class Assembly {
  private Assembly() {}

  /// Stores config and manifest; answers the manifest's digest.
  ///
  /// @param run how to run it; its diff ids are replaced by those of the layers
  /// @param layers lowest first
  public static Digest image(Library into, ImageConfig run, List<Layer.Packed> layers)
      throws ContentFailure {
    var config =
        new ImageConfig(
            run.platform(),
            run.entrypoint(),
            run.command(),
            run.env(),
            run.workingDirectory(),
            run.user(),
            run.stopSignal(),
            run.labels(),
            run.exposedPorts(),
            layers.stream().map(Layer.Packed::diffId).toList());
    byte[] configBytes = JsonText.bytes(config.json());
    Digest configDigest = into.put(configBytes);
    var manifest =
        new Manifest.Image(
            MediaTypes.MANIFEST,
            new Descriptor(MediaTypes.CONFIG, configDigest, configBytes.length),
            layers.stream().map(Layer.Packed::descriptor).toList(),
            new TreeMap<>());
    return into.put(JsonText.bytes(manifest.json()));
  }
}
