package dev.skerry.control.access;

/// Something somebody asks for.
///
/// @param verb as in RBAC: `get`, `list`, `watch`, `create`, `deletecollection`, `bind` …
/// @param path of the request, for what is no resource; else empty
/// @param group of the resource; empty for the core group
/// @param resource in the plural, with its subresource: `pods`, `pods/log`; empty for a path
/// @param name empty for all of a collection
public record Ask(
    String verb, String path, String group, String resource, String namespace, String name) {
  public static Ask path(String verb, String path) {
    return new Ask(verb, path, "", "", "", "");
  }

  /// As Kubernetes words it; tools read it.
  @Override
  public String toString() {
    if (resource.isEmpty()) {
      return verb + " path \"" + path + "\"";
    }
    return verb
        + " resource \""
        + resource
        + "\" in API group \""
        + group
        + "\""
        + (namespace.isEmpty()
            ? " at the cluster scope"
            : " in the namespace \"" + namespace + "\"");
  }
}
