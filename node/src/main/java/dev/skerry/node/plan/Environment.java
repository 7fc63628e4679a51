package dev.skerry.node.plan;

import dev.skerry.model.json.Obj;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The variables that a container's spec gives it, in order, each with its final value.
final class Environment {
  private final Downward downward;
  private final Blockers blockers;

  Environment(Downward downward, Blockers blockers) {
    this.downward = downward;
    this.blockers = blockers;
  }

  SortedMap<String, byte[]> dataOf(Obj configMapOrSecret, boolean secret) {
    var data = new TreeMap<String, byte[]>();
    configMapOrSecret
        .obj("data")
        .strings()
        .forEach((key, value) -> data.put(key, secret ? decode(value) : utf8(value)));
    configMapOrSecret
        .obj("binaryData")
        .strings()
        .forEach((key, value) -> data.put(key, decode(value)));
    return data;
  }

  private static byte[] decode(String base64) {
    return Base64.getMimeDecoder().decode(base64);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Map<String, String> of(Obj container) {
    var all = new LinkedHashMap<String, String>();
    for (Obj source : WantedPod.objects(container.items("envFrom"))) {
      String prefix = source.text("prefix");
      everything(source).forEach((key, value) -> all.put(prefix + key, text(value)));
    }
    for (Obj variable : WantedPod.objects(container.items("env"))) {
      value(container, variable, all).ifPresent(value -> all.put(variable.text("name"), value));
    }
    return all;
  }

  private SortedMap<String, byte[]> everything(Obj source) {
    boolean secret = source.has("secretRef");
    Obj reference = source.obj(secret ? "secretRef" : "configMapRef");
    return find(reference.text("name"), secret, reference.isTrue("optional"))
        .map(found -> dataOf(found, secret))
        .orElseGet(TreeMap::new);
  }

  /// The object, or empty after naming it as a blocker unless it is optional.
  Optional<Obj> find(String name, boolean secret, boolean optional) {
    WantedPod pod = downward.pod();
    var found = Optional.ofNullable((secret ? pod.secrets() : pod.configMaps()).get(name));
    if (found.isEmpty() && !optional) {
      blockers.add((secret ? "secret" : "configmap") + " \"" + name + "\" not found");
    }
    return found;
  }

  private Optional<String> value(Obj container, Obj variable, Map<String, String> before) {
    Obj from = variable.obj("valueFrom");
    if (from.isEmpty()) {
      return Optional.of(Expansion.expand(variable.text("value"), before));
    }
    if (from.has("configMapKeyRef")) {
      return key(from.obj("configMapKeyRef"), false);
    }
    if (from.has("secretKeyRef")) {
      return key(from.obj("secretKeyRef"), true);
    }
    return from.has("fieldRef")
        ? field(from.obj("fieldRef"))
        : resource(container, from.obj("resourceFieldRef"));
  }

  private Optional<String> key(Obj reference, boolean secret) {
    boolean optional = reference.isTrue("optional");
    Optional<Obj> found = find(reference.text("name"), secret, optional);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    byte[] value = dataOf(found.get(), secret).get(reference.text("key"));
    if (value == null) {
      if (!optional) {
        blockers.add(
            "couldn't find key "
                + reference.text("key")
                + " in "
                + (secret ? "Secret " : "ConfigMap ")
                + downward.pod().meta().namespace()
                + "/"
                + reference.text("name"));
      }
      return Optional.empty();
    }
    return Optional.of(text(value));
  }

  Optional<String> field(Obj reference) {
    String path = reference.text("fieldPath");
    Optional<String> value = downward.field(path);
    if (value.isEmpty()) {
      blockers.add("fieldRef: there is no field '" + path + "' for containers");
    }
    return value;
  }

  Optional<String> resource(Obj container, Obj reference) {
    String name = reference.text("containerName");
    Obj target =
        name.isEmpty()
            ? container
            : downward.pod().allContainers().stream()
                .filter(c -> c.text("name").equals(name))
                .findFirst()
                .orElse(container);
    Optional<String> value = downward.resource(target, reference);
    if (value.isEmpty()) {
      blockers.add(
          "resourceFieldRef: '"
              + reference.text("resource")
              + "' is not one of limits.cpu, limits.memory, requests.cpu, requests.memory");
    }
    return value;
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }
}
