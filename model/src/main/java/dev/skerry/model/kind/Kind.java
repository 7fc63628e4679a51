package dev.skerry.model.kind;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.schema.Schema;
import java.util.List;
import java.util.Optional;

/// All that the generic machinery needs to know about one served version of a kind. The schema is
/// read when first walked.
///
/// @param group empty for the core group
/// @param plural the resource's name in paths, lower case
/// @param subresources served below an object, such as `status` and `scale`
/// @param verbs as in discovery, sorted
/// @param generation `metadata.generation` counts changes of anything but metadata and status
/// @param custom of a kind that a CustomResourceDefinition made: it takes no strategic merge
///   patches and no protobuf bodies, and answers to a wrong type with 422 instead of 400
/// @param selectableFields dotted paths a field selector may use besides `metadata.name` and
///   `metadata.namespace`
public record Kind(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    List<String> subresources,
    List<String> verbs,
    Naming naming,
    boolean generation,
    Optional<Custom> custom,
    Optional<ScalePaths> scale,
    List<String> selectableFields,
    List<Column> columns,
    Schema schema) {
  public boolean builtIn() {
    return custom.isEmpty();
  }

  /// In which objects are kept, as their `apiVersion` says; that of a custom kind may be another of
  /// its versions.
  public String storedApiVersion() {
    return custom.map(Custom::storedApiVersion).orElseGet(this::apiVersion);
  }

  public GroupKind groupKind() {
    return new GroupKind(group, kind);
  }

  /// `apps/v1`, or `v1` in the core group.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  public String listKind() {
    return kind + "List";
  }

  /// `deployments.apps`, or `pods` in the core group; how errors name the resource.
  public String resource() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public boolean has(String subresource) {
    return subresources.contains(subresource);
  }

  public boolean allows(String verb) {
    return verbs.contains(verb);
  }
}
