package dev.skerry.node.plan;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Meta;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.PodId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A pod bound to this node, as its API object, with the objects of its namespace that it refers
/// to. A ConfigMap or Secret that is not in the maps does not exist.
///
/// @param pod with its last reported status, if there is one
/// @param configMaps by name
/// @param secrets by name
public record WantedPod(
    Obj pod, SortedMap<String, Obj> configMaps, SortedMap<String, Obj> secrets) {
  /// Seconds between the stop signal and the kill, when the pod does not say.
  static final long DEFAULT_GRACE_SECONDS = 30;

  public WantedPod {
    configMaps = Collections.unmodifiableSortedMap(new TreeMap<>(configMaps));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
  }

  public Meta meta() {
    return new Meta(pod);
  }

  public Uid uid() {
    return meta().uid();
  }

  public PodId id() {
    return new PodId(uid(), meta().namespace(), meta().name());
  }

  public Obj spec() {
    return pod.obj("spec");
  }

  public Obj status() {
    return pod.obj("status");
  }

  public List<Obj> initContainers() {
    return objects(spec().items("initContainers"));
  }

  public List<Obj> containers() {
    return objects(spec().items("containers"));
  }

  public List<Obj> allContainers() {
    return Stream.concat(initContainers().stream(), containers().stream()).toList();
  }

  /// `Always`, `OnFailure` or `Never`.
  public String restartPolicy() {
    return spec().string("restartPolicy").orElse("Always");
  }

  /// Of the pod's own spec; a deletion may say otherwise.
  public long graceSeconds() {
    return spec().integer("terminationGracePeriodSeconds").orElse(DEFAULT_GRACE_SECONDS);
  }

  /// How long a deletion gives it; the spec's when the deletion does not say.
  public long deletionGraceSeconds() {
    return pod.integer("metadata", "deletionGracePeriodSeconds").orElse(graceSeconds());
  }

  static List<Obj> objects(List<Json> items) {
    return items.stream()
        .flatMap(i -> i instanceof Obj object ? Stream.of(object) : Stream.empty())
        .toList();
  }

  static List<String> strings(List<Json> items) {
    return items.stream()
        .flatMap(i -> i instanceof Json.Str(String text) ? Stream.of(text) : Stream.empty())
        .toList();
  }
}
