package dev.skerry.content.image;

import dev.skerry.content.Digest;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Optional;

/// Names a blob, its type and its size (OCI descriptor.md).
///
/// @param platform only in an index
public record Descriptor(String mediaType, Digest digest, long size, Optional<Platform> platform) {

  public Descriptor(String mediaType, Digest digest, long size) {
    this(mediaType, digest, size, Optional.empty());
  }

  /// @param where for the sentence, such as `layers[2]`
  static Descriptor parse(Json json, String where) throws ImageRefused {
    Optional<Digest> digest = Digest.find(json.text("digest"));
    if (digest.isEmpty()) {
      throw ManifestReader.refused(where + ".digest is not sha256:<64 hex>");
    }
    long size = json.integer("size").orElse(-1);
    if (size < 0) {
      throw ManifestReader.refused(where + ".size is not a number of bytes");
    }
    Optional<String> type = json.string("mediaType");
    if (type.isEmpty()) {
      throw ManifestReader.refused(where + ".mediaType is missing");
    }
    Optional<Platform> platform =
        json.at("platform").map(p -> new Platform(p.text("os"), p.text("architecture")));
    return new Descriptor(type.get(), digest.get(), size, platform);
  }

  public Obj json() {
    Obj.Builder all =
        Json.object()
            .put("mediaType", mediaType)
            .put("digest", digest.toString())
            .put("size", size);
    platform.ifPresent(p -> all.put("platform", p.json()));
    return all.build();
  }
}
