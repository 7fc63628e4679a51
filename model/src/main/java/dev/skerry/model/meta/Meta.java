package dev.skerry.model.meta;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// Reads `metadata` of an object that passed validation. A view, nothing is copied.
public record Meta(Obj object) {
  public String name() {
    return object.text("metadata", "name");
  }

  public String namespace() {
    return object.text("metadata", "namespace");
  }

  public Uid uid() {
    return new Uid(object.text("metadata", "uid"));
  }

  public long generation() {
    return object.integer("metadata", "generation").orElse(0);
  }

  public SortedMap<String, String> labels() {
    return object.obj("metadata", "labels").strings();
  }

  public SortedMap<String, String> annotations() {
    return object.obj("metadata", "annotations").strings();
  }

  public List<OwnerReference> owners() {
    return object.items("metadata", "ownerReferences").stream().map(OwnerReference::read).toList();
  }

  public Optional<OwnerReference> controller() {
    return owners().stream().filter(OwnerReference::controller).findFirst();
  }

  public List<String> finalizers() {
    return object.items("metadata", "finalizers").stream()
        .flatMap(f ->
            f instanceof Json.Str(String name)
                ? java.util.stream.Stream.of(name)
                : java.util.stream.Stream.empty())
        .toList();
  }

  public boolean deleting() {
    return object.at("metadata", "deletionTimestamp").isPresent();
  }

  public Optional<Instant> created() {
    return object.string("metadata", "creationTimestamp").map(Instant::parse);
  }
}
