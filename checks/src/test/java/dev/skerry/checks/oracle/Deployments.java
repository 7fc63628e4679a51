package dev.skerry.checks.oracle;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Random Deployments, and random strategic merge patches for them.
final class Deployments {
  private static final List<String> NAMES = List.of("m", "n", "o", "p");

  private final Random random;

  /// What stands in a list under a name.
  private interface Item {
    Obj of(String name);
  }

  Deployments(Random random) {
    this.random = random;
  }

  Obj object() {
    Obj metadata = Json.object().put("name", "d").put("finalizers", texts("a/x", "b/x")).build();
    Obj pod =
        Json.object()
            .put("containers", list(2, this::container))
            .put("volumes", list(2, this::volume))
            .put("imagePullSecrets", list(2, name -> named(name)))
            .put("tolerations", Json.array(List.of(Json.object().put("key", "t").build())))
            .put("nodeSelector", map())
            .build();
    return Json.object()
        .put("apiVersion", "apps/v1")
        .put("kind", "Deployment")
        .put("metadata", metadata)
        .put("spec", spec(pod).with("replicas", 1 + random.nextInt(3)))
        .build();
  }

  private static Obj spec(Obj pod) {
    return Json.object().put("template", Json.object().put("spec", pod).build()).build();
  }

  Obj patch() {
    var pod = Json.object();
    if (often()) {
      patched(pod, "containers", this::container);
    }
    if (often()) {
      patched(pod, "volumes", name -> volumePatch(name));
    }
    if (often()) {
      patched(pod, "imagePullSecrets", name -> named(name));
    }
    if (seldom()) {
      pod.put("tolerations", Json.array(List.of(Json.object().put("key", "u").build())));
    }
    if (often()) {
      pod.put(
          "nodeSelector",
          seldom() ? map().with("$patch", "replace") : map().with("x", Json.Null.VALUE));
    }
    Obj spec = spec(pod.build());
    if (seldom()) {
      spec = spec.with("replicas", often() ? Json.of(7) : Json.Null.VALUE);
    }
    var metadata = Json.object();
    if (often()) {
      metadata.put("finalizers", texts("b/x", "c/x"));
    }
    if (seldom()) {
      metadata.put("$deleteFromPrimitiveList/finalizers", texts("a/x"));
    }
    return Json.object().put("metadata", metadata.build()).put("spec", spec).build();
  }

  /// Some items come or change, some go; perhaps the order is said, or all that was is replaced.
  /// Where an item goes, kubectl takes another order for what was, so none is said there.
  private void patched(Obj.Builder in, String list, Item item) {
    var names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    var items = new ArrayList<Json>();
    var order = new ArrayList<Json>();
    for (String name : names.subList(0, 1 + random.nextInt(3))) {
      if (seldom()) {
        items.add(named(name).with("$patch", "delete"));
      } else {
        items.add(item.of(name));
        order.add(named(name));
      }
    }
    if (seldom() && list.equals("containers")) {
      items.add(Json.object().put("$patch", "replace").build());
    } else if (order.size() == items.size() && often()) {
      in.put("$setElementOrder/" + list, Json.array(order));
    }
    in.put(list, Json.array(items));
  }

  private Obj container(String name) {
    var container = Json.object().put("name", name).put("image", "i" + random.nextInt(3));
    if (often()) {
      container.put("env", list(1, key -> named(key).with("value", "v" + random.nextInt(3))));
    }
    if (often()) {
      container.put("command", texts("run", "fast", "far"));
    }
    if (often()) {
      Obj limits = Json.object().put("cpu", (1 + random.nextInt(3)) + "00m").build();
      container.put("resources", Json.object().put("limits", limits).build());
    }
    if (often()) {
      container.put("volumeMounts", list(1, key -> named(key).with("mountPath", "/" + key)));
    }
    return container.build();
  }

  private Obj volume(String name) {
    return often()
        ? named(name).with("emptyDir", Json.object().put("medium", "Memory").build())
        : named(name).with("configMap", Json.object().put("name", "c" + random.nextInt(3)).build());
  }

  /// A volume has one source: what is not retained goes.
  private Obj volumePatch(String name) {
    Obj volume = volume(name);
    List<Json> retained = volume.keys().stream().<Json>map(Json::of).toList();
    return volume.with("$retainKeys", Json.array(retained));
  }

  private Json list(int least, Item item) {
    var names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    int size = least + random.nextInt(NAMES.size() - least);
    return Json.array(names.subList(0, size).stream().map(name -> item.of(name)).toList());
  }

  private Obj map() {
    var map = Json.object();
    for (String key : List.of("x", "y", "z")) {
      if (often()) {
        map.put(key, "v" + random.nextInt(3));
      }
    }
    return map.build();
  }

  private Json texts(String... all) {
    var texts = new ArrayList<Json>();
    for (String each : all) {
      if (often()) {
        texts.add(Json.of(each));
      }
    }
    texts.add(Json.of(all[0] + "0"));
    return Json.array(texts);
  }

  private static Obj named(String name) {
    return Json.object().put("name", name).build();
  }

  private boolean often() {
    return random.nextInt(10) < 6;
  }

  private boolean seldom() {
    return random.nextInt(10) < 2;
  }
}
