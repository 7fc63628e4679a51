package dev.skerry.model.patch;

import dev.skerry.model.json.Json;
import dev.skerry.model.schema.Schema;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A schema written by hand for tests.
public record SchemaSketch(
    Schema.Type type,
    SortedMap<String, Schema> properties,
    Optional<Schema> values,
    Optional<Schema> items,
    Schema.ListType listType,
    List<String> listKeys,
    boolean atomicMap,
    Schema.PatchStrategy patchStrategy,
    Optional<String> mergeKey,
    Optional<Json> defaultValue)
    implements Schema {

  public static SchemaSketch scalar(Type type) {
    return new SchemaSketch(
        type,
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.empty(),
        ListType.ATOMIC,
        List.of(),
        false,
        PatchStrategy.REPLACE,
        Optional.empty(),
        Optional.empty());
  }

  public static SchemaSketch text() {
    return scalar(Type.STRING);
  }

  public static SchemaSketch integer() {
    return scalar(Type.INTEGER);
  }

  public static SchemaSketch object() {
    return scalar(Type.OBJECT);
  }

  /// A map of strings, such as labels.
  public static SchemaSketch map() {
    return mapOf(text());
  }

  public static SchemaSketch mapOf(Schema values) {
    var s = object();
    return new SchemaSketch(
        s.type,
        s.properties,
        Optional.of(values),
        s.items,
        s.listType,
        s.listKeys,
        s.atomicMap,
        s.patchStrategy,
        s.mergeKey,
        s.defaultValue);
  }

  public static SchemaSketch atomicList(Schema items) {
    return list(items, ListType.ATOMIC, List.of(), PatchStrategy.REPLACE, Optional.empty());
  }

  /// A set of scalars that strategic merge merges, such as finalizers.
  public static SchemaSketch set(Schema items) {
    return list(items, ListType.SET, List.of(), PatchStrategy.MERGE, Optional.empty());
  }

  /// A list of objects that merges by its first key in patches and by all keys in apply.
  public static SchemaSketch keyed(Schema items, String... keys) {
    return list(items, ListType.MAP, List.of(keys), PatchStrategy.MERGE, Optional.of(keys[0]));
  }

  private static SchemaSketch list(
      Schema items,
      ListType listType,
      List<String> keys,
      PatchStrategy strategy,
      Optional<String> mergeKey) {
    return new SchemaSketch(
        Type.ARRAY,
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.of(items),
        listType,
        keys,
        false,
        strategy,
        mergeKey,
        Optional.empty());
  }

  public SchemaSketch with(String name, Schema property) {
    var more = new TreeMap<>(properties);
    more.put(name, property);
    return new SchemaSketch(
        type,
        more,
        values,
        items,
        listType,
        listKeys,
        atomicMap,
        patchStrategy,
        mergeKey,
        defaultValue);
  }

  public SchemaSketch atomic() {
    return new SchemaSketch(
        type,
        properties,
        values,
        items,
        listType,
        listKeys,
        true,
        patchStrategy,
        mergeKey,
        defaultValue);
  }

  public SchemaSketch defaulting(Json value) {
    return new SchemaSketch(
        type,
        properties,
        values,
        items,
        listType,
        listKeys,
        atomicMap,
        patchStrategy,
        mergeKey,
        Optional.of(value));
  }

  /// The parts of a Deployment that the patch and apply rules turn on.
  public static SchemaSketch deployment() {
    var port =
        object()
            .with("name", text())
            .with("containerPort", integer())
            .with("hostPort", integer())
            .with("protocol", text().defaulting(Json.of("TCP")));
    var container =
        object()
            .with("name", text())
            .with("image", text())
            .with("args", atomicList(text()))
            .with("resources", object().with("limits", map()).with("requests", map()))
            .with("ports", keyed(port, "containerPort", "protocol"))
            .with("env", keyed(object().with("name", text()).with("value", text()), "name"));
    var volume =
        object()
            .with("name", text())
            .with("emptyDir", object().with("medium", text()))
            .with("hostPath", object().with("path", text()))
            .with("configMap", object().with("name", text()));
    var pod =
        object()
            .with("containers", keyed(container, "name"))
            .with("volumes", keyed(volume, "name"))
            .with("nodeSelector", map().atomic())
            .with("tolerations", atomicList(object().with("key", text())));
    var template = object().with("metadata", metadata()).with("spec", pod);
    var spec =
        object()
            .with("replicas", integer())
            .with("paused", scalar(Type.BOOLEAN))
            .with("selector", object().with("matchLabels", map()).atomic())
            .with("strategy", object().with("type", text()).with("rollingUpdate", map()))
            .with("template", template);
    var condition = object().with("type", text()).with("status", text());
    return object()
        .with("apiVersion", text())
        .with("kind", text())
        .with("metadata", metadata())
        .with("spec", spec)
        .with(
            "status",
            object().with("replicas", integer()).with("conditions", keyed(condition, "type")));
  }

  private static SchemaSketch metadata() {
    return object()
        .with("name", text())
        .with("namespace", text())
        .with("uid", text())
        .with("resourceVersion", text())
        .with("generation", integer())
        .with("creationTimestamp", text())
        .with("labels", map())
        .with("annotations", map())
        .with("finalizers", set(text()));
  }

  @Override
  public String description() {
    return "";
  }

  @Override
  public boolean retainKeys() {
    return false;
  }

  @Override
  public boolean preserveUnknown() {
    return false;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public List<String> required() {
    return List.of();
  }

  @Override
  public List<Json> allowed() {
    return List.of();
  }
}
