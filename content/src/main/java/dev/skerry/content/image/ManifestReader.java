package dev.skerry.content.image;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads manifests and indexes, strictly: what is read here names every blob that is kept for it.
public final class ManifestReader {
  /// Largest manifest, bytes; registries agree on 4 MiB (OCI distribution spec, pushing manifests).
  public static final int MAX_BYTES = 4 << 20;

  /// Most blobs one manifest may name.
  static final int MAX_REFERENCES = 1_000;

  private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 32);

  private ManifestReader() {}

  public static Manifest read(byte[] text) throws ImageRefused {
    Obj json = object(text, ImageRefused.Why.INVALID_MANIFEST, "manifest");
    if (json.integer("schemaVersion").orElse(0) != 2) {
      throw refused("schemaVersion is not 2");
    }
    String type = typeOf(json);
    if (MediaTypes.isIndex(type)) {
      return new Manifest.Index(type, descriptors(json, "manifests"));
    }
    if (!MediaTypes.isManifest(type)) {
      throw refused("mediaType " + type + " is neither an image manifest nor an index");
    }
    Optional<Json> config = json.at("config");
    if (config.isEmpty()) {
      throw refused("config is missing");
    }
    return new Manifest.Image(
        type,
        Descriptor.parse(config.get(), "config"),
        descriptors(json, "layers"),
        json.obj("annotations").strings());
  }

  /// OCI lets a manifest leave its own type out; then its shape tells.
  private static String typeOf(Obj json) throws ImageRefused {
    boolean image = json.has("config") || json.has("layers");
    if (image && json.has("manifests")) {
      throw refused("it has both layers and manifests");
    }
    return json.string("mediaType")
        .orElse(json.has("manifests") ? MediaTypes.INDEX : MediaTypes.MANIFEST);
  }

  private static List<Descriptor> descriptors(Obj json, String field) throws ImageRefused {
    if (!(json.find(field).orElse(Json.Null.VALUE) instanceof Json.Arr(List<Json> items))) {
      throw refused(field + " is not a list");
    }
    if (items.size() > MAX_REFERENCES) {
      throw refused(field + " has " + items.size() + " entries, the limit is " + MAX_REFERENCES);
    }
    var all = new ArrayList<Descriptor>();
    for (Json item : items) {
      all.add(Descriptor.parse(item, field + "[" + all.size() + "]"));
    }
    return all;
  }

  static Obj object(byte[] text, ImageRefused.Why why, String what) throws ImageRefused {
    try {
      JsonText.Parsed parsed = JsonText.parse(text, LIMITS);
      if (!parsed.duplicates().isEmpty()) {
        throw new ImageRefused(
            why, "the " + what + " says " + parsed.duplicates().getFirst() + " twice");
      }
      if (parsed.value() instanceof Obj object) {
        return object;
      }
      throw new ImageRefused(why, "the " + what + " is not a JSON object");
    } catch (JsonRefused refused) {
      throw new ImageRefused(why, "the " + what + " is not JSON: " + refused.getMessage(), refused);
    }
  }

  static ImageRefused refused(String what) {
    return new ImageRefused(ImageRefused.Why.INVALID_MANIFEST, "not an image manifest: " + what);
  }
}
