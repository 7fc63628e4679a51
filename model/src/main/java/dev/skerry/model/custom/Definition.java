package dev.skerry.model.custom;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A CustomResourceDefinition as it is read here: whatever is missing in it is empty.
public record Definition(Obj object) {
  public static final String GROUP = "apiextensions.k8s.io";
  public static final GroupKind KIND = new GroupKind(GROUP, "CustomResourceDefinition");

  /// Whoever deletes the objects of a definition that ends takes it away.
  public static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  public static final String ESTABLISHED = "Established";

  public String group() {
    return object.text("spec", "group");
  }

  /// What its objects are called in a store.
  public GroupKind defines() {
    return new GroupKind(group(), object.text("spec", "names", "kind"));
  }

  public boolean namespaced() {
    return object.text("spec", "scope").equals("Namespaced");
  }

  public Obj names() {
    return object.obj("spec", "names");
  }

  /// The names that it has been given: those that it asks for, as far as nobody had them.
  public Obj accepted() {
    return object.obj("status", "acceptedNames");
  }

  public List<Json> versions() {
    return object.items("spec", "versions");
  }

  /// The version in which objects are kept; empty when none says that it is.
  public String stored() {
    return versions().stream()
        .filter(version -> version.isTrue("storage"))
        .map(version -> version.text("name"))
        .findFirst()
        .orElse("");
  }

  public boolean established() {
    return condition(ESTABLISHED)
        .filter(condition -> condition.text("status").equals("True"))
        .isPresent();
  }

  private Optional<Json> condition(String type) {
    return object.items("status", "conditions").stream()
        .filter(condition -> condition.text("type").equals(type))
        .findFirst();
  }

  /// With the names that are derived from others, and with the finalizer of a new one.
  public Obj completed(boolean isNew) {
    Obj out = object;
    String kind = names().text("kind");
    if (names().text("singular").isEmpty()) {
      out = out.withAt(Json.of(kind.toLowerCase(Locale.ROOT)), "spec", "names", "singular");
    }
    if (names().text("listKind").isEmpty()) {
      out = out.withAt(Json.of(kind + "List"), "spec", "names", "listKind");
    }
    List<Json> finalizers = out.items("metadata", "finalizers");
    if (isNew && !finalizers.contains(Json.of(CLEANUP))) {
      var more = new ArrayList<>(finalizers);
      more.add(Json.of(CLEANUP));
      out = out.withAt(Json.array(more), "metadata", "finalizers");
    }
    return out;
  }
}
