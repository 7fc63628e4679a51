package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The one implementation of [Schema]: a form and its traits. What a reference does not say itself
/// it takes from the definition it points at.
record Place(Form form, Traits traits) implements Schema {
  private static final SortedMap<String, Schema> NO_PROPERTIES =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  @Override
  public Type type() {
    return switch (form) {
      case Form.Scalar(Type type) -> type;
      case Form.ListOf _ -> Type.ARRAY;
      case Form.MapOf _, Form.ObjectOf _ -> Type.OBJECT;
      case Form.Reference(Lazy<Place> target) -> target.value().type();
    };
  }

  @Override
  public Optional<String> definition() {
    return switch (form) {
      case Form.ObjectOf(String name, _, _) ->
          name.isEmpty() ? Optional.empty() : Optional.of(name);
      case Form.Reference(Lazy<Place> target) -> target.value().definition();
      case Form.Scalar _, Form.ListOf _, Form.MapOf _ -> Optional.empty();
    };
  }

  @Override
  public String description() {
    return traits.description().isEmpty() && form instanceof Form.Reference(Lazy<Place> target)
        ? target.value().description()
        : traits.description();
  }

  @Override
  public SortedMap<String, Schema> properties() {
    return switch (form) {
      case Form.ObjectOf(_, SortedMap<String, Schema> properties, _) -> properties;
      case Form.Reference(Lazy<Place> target) -> target.value().properties();
      case Form.Scalar _, Form.ListOf _, Form.MapOf _ -> NO_PROPERTIES;
    };
  }

  @Override
  public List<String> required() {
    return switch (form) {
      case Form.ObjectOf(_, _, List<String> required) -> required;
      case Form.Reference(Lazy<Place> target) -> target.value().required();
      case Form.Scalar _, Form.ListOf _, Form.MapOf _ -> List.of();
    };
  }

  @Override
  public Optional<Schema> values() {
    return form instanceof Form.MapOf(Schema values) ? Optional.of(values) : Optional.empty();
  }

  @Override
  public Optional<Schema> items() {
    return form instanceof Form.ListOf(Schema items) ? Optional.of(items) : Optional.empty();
  }

  @Override
  public ListType listType() {
    return traits.listType();
  }

  @Override
  public List<String> listKeys() {
    return traits.listKeys();
  }

  @Override
  public boolean atomicMap() {
    return traits.atomicMap()
        || (form instanceof Form.Reference(Lazy<Place> target) && target.value().atomicMap());
  }

  @Override
  public PatchStrategy patchStrategy() {
    return traits.patchStrategy();
  }

  @Override
  public Optional<String> mergeKey() {
    return traits.mergeKey();
  }

  @Override
  public boolean retainKeys() {
    return traits.retainKeys();
  }

  @Override
  public boolean preserveUnknown() {
    return traits.preserveUnknown()
        || (form instanceof Form.Scalar(Type type) && type == Type.ANY)
        || (form instanceof Form.Reference(Lazy<Place> target) && target.value().preserveUnknown());
  }

  @Override
  public boolean nullable() {
    return traits.nullable();
  }

  @Override
  public boolean writeOnly() {
    return traits.writeOnly();
  }

  @Override
  public boolean struct() {
    return traits.struct();
  }

  @Override
  public Optional<Json> defaultValue() {
    return traits.defaultValue();
  }

  @Override
  public Optional<ComputedDefault> computedDefault() {
    return traits.computed();
  }

  @Override
  public List<Json> allowed() {
    return traits.allowed();
  }

  @Override
  public Constraints constraints() {
    return traits.constraints();
  }
}
