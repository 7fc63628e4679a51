package dev.skerry.node.plan;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Names;
import dev.skerry.model.unit.Quantity;
import dev.skerry.node.driver.VolumePlan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Volumes of a pod. A `hostPath` directly under [#DURABLE_ROOT] with type `DirectoryOrCreate` is
/// durable space of the site, wherever the site keeps it; claims replace this when they are served.
final class VolumePlans {
  static final String DURABLE_ROOT = "/var/lib/skerry/volumes/";
  private static final int DEFAULT_MODE = 0644;

  private final WantedPod pod;
  private final Environment environment;
  private final Downward downward;
  private final Blockers blockers;

  VolumePlans(WantedPod pod, Here here, Blockers blockers) {
    this.pod = pod;
    this.downward = new Downward(pod, here, "");
    this.blockers = blockers;
    this.environment = new Environment(downward, blockers);
  }

  List<VolumePlan> all() {
    return WantedPod.objects(pod.spec().items("volumes")).stream()
        .map(this::volume)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<VolumePlan> volume(Obj volume) {
    String name = volume.text("name");
    if (volume.has("hostPath")) {
      return host(name, volume.obj("hostPath"));
    }
    for (String source : List.of("configMap", "secret", "downwardAPI", "projected")) {
      if (volume.has(source)) {
        return Optional.of(files(name, source, volume.obj(source)));
      }
    }
    Obj empty = volume.obj("emptyDir");
    long limit =
        empty.string("sizeLimit").flatMap(Quantity::find).map(Quantity::roundedUp).orElse(0L);
    return Optional.of(new VolumePlan.Empty(name, empty.text("medium").equals("Memory"), limit));
  }

  private Optional<VolumePlan> host(String name, Obj source) {
    String path = source.text("path");
    if (!path.startsWith(DURABLE_ROOT)) {
      return Optional.of(new VolumePlan.Host(name, path, source.text("type")));
    }
    String claim = path.substring(DURABLE_ROOT.length());
    if (Names.isSubdomain(claim) && source.text("type").equals("DirectoryOrCreate")) {
      return Optional.of(new VolumePlan.Durable(name, claim));
    }
    blockers.add(
        "volume \""
            + name
            + "\": a path under "
            + DURABLE_ROOT
            + " is durable space of the site and needs one name there and type DirectoryOrCreate");
    return Optional.empty();
  }

  private VolumePlan files(String name, String source, Obj from) {
    var out = new Files(from.integer("defaultMode").orElse(DEFAULT_MODE));
    if (source.equals("projected")) {
      for (Obj part : WantedPod.objects(from.items("sources"))) {
        part.keys().forEach(kind -> add(kind, part.obj(kind), out));
      }
    } else {
      add(source, from, out);
    }
    return new VolumePlan.Files(name, out.content, (int) out.mode, out.modes);
  }

  private static final class Files {
    final long mode;
    final SortedMap<String, byte[]> content = new TreeMap<>();
    final SortedMap<String, Integer> modes = new TreeMap<>();

    Files(long mode) {
      this.mode = mode;
    }
  }

  private void add(String kind, Obj from, Files out) {
    if (kind.equals("downwardAPI")) {
      WantedPod.objects(from.items("items")).forEach(item -> addDownward(item, out));
      return;
    }
    boolean secret = kind.equals("secret");
    String name = from.string("secretName").orElse(from.text("name"));
    environment
        .find(name, secret, from.isTrue("optional"))
        .ifPresent(found -> addData(found, secret, from, out));
  }

  private void addData(Obj found, boolean secret, Obj from, Files out) {
    SortedMap<String, byte[]> data = environment.dataOf(found, secret);
    if (!from.has("items")) {
      data.forEach((key, value) -> put(key, value, Obj.EMPTY, out));
      return;
    }
    for (Obj item : WantedPod.objects(from.items("items"))) {
      byte[] value = data.get(item.text("key"));
      if (value != null) {
        put(item.text("path"), value, item, out);
      } else if (!from.isTrue("optional")) {
        blockers.add(
            "references non-existent key \""
                + item.text("key")
                + "\" of "
                + (secret ? "secret " : "configmap ")
                + "\""
                + found.text("metadata", "name")
                + "\"");
      }
    }
  }

  private void addDownward(Obj item, Files out) {
    Optional<String> value =
        item.has("fieldRef")
            ? metadata(item.obj("fieldRef"))
            : environment.resource(Obj.EMPTY, item.obj("resourceFieldRef"));
    value.ifPresent(v -> put(item.text("path"), v.getBytes(StandardCharsets.UTF_8), item, out));
  }

  /// Files of a volume are made before the pod has an address.
  private Optional<String> metadata(Obj reference) {
    if (!reference.text("fieldPath").startsWith("metadata.")) {
      blockers.add(
          "fieldRef '"
              + reference.text("fieldPath")
              + "' is for env; a volume offers metadata only");
      return Optional.empty();
    }
    return environment.field(reference);
  }

  private void put(String path, byte[] value, Obj item, Files out) {
    boolean inside =
        !path.isEmpty() && !path.startsWith("/") && !List.of(path.split("/")).contains("..");
    if (!inside) {
      blockers.add("file path '" + path + "' leaves its volume; name a relative path without '..'");
      return;
    }
    out.content.put(path, value);
    item.integer("mode").ifPresent(mode -> out.modes.put(path, (int) mode));
  }
}
