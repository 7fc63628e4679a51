package dev.skerry.content.image;

import dev.skerry.content.Digest;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// What a manifest blob says: one image, or an index of images for several platforms.
public sealed interface Manifest {
  String mediaType();

  /// Every blob this one needs beside itself.
  List<Descriptor> references();

  /// @param layers lowest first
  record Image(
      String mediaType,
      Descriptor config,
      List<Descriptor> layers,
      SortedMap<String, String> annotations)
      implements Manifest {
    public Image {
      layers = List.copyOf(layers);
    }

    @Override
    public List<Descriptor> references() {
      return Stream.concat(Stream.of(config), layers.stream()).toList();
    }

    public Obj json() {
      Obj.Builder all =
          Json.object()
              .put("schemaVersion", 2)
              .put("mediaType", mediaType)
              .put("config", config.json())
              .put("layers", Json.array(layers.stream().map(Descriptor::json).toList()));
      if (!annotations.isEmpty()) {
        Obj.Builder notes = Json.object();
        annotations.forEach((key, value) -> notes.put(key, value));
        all.put("annotations", notes.build());
      }
      return all.build();
    }
  }

  record Index(String mediaType, List<Descriptor> manifests) implements Manifest {
    public Index {
      manifests = List.copyOf(manifests);
    }

    /// The first manifest or index for a platform; entries of other types are for others to read.
    public Optional<Digest> entry(Platform platform) {
      return manifests.stream()
          .filter(each -> Library.isList(each.mediaType()))
          .filter(each -> each.platform().isEmpty() || each.platform().get().equals(platform))
          .map(Descriptor::digest)
          .findFirst();
    }

    @Override
    public List<Descriptor> references() {
      return manifests;
    }
  }
}
