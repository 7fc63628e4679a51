package dev.skerry.model.custom;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.Names;
import dev.skerry.model.schema.Cause;
import dev.skerry.model.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// What a definition must be beyond its own schema. Source: `validation.go` of Kubernetes'
/// `apiextensions-apiserver`; the webhook conversion of versions is not served, and groups that a
/// control plane serves itself are refused.
public final class DefinitionRules {
  private static final String APPROVED = "api-approved.kubernetes.io";
  private static final String OWN = "skerry.dev";
  private static final String LABEL_RULE =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
          + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
          + " 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final FieldPath SPEC = FieldPath.ROOT.field("spec");
  private static final FieldPath NAMES = SPEC.field("names");

  private final List<Cause> causes = new ArrayList<>();
  private final Definition definition;

  private DefinitionRules(Definition definition) {
    this.definition = definition;
  }

  /// @param before the definition that is changed; empty for a new one
  public static List<Cause> check(Optional<Obj> before, Obj object) {
    var rules = new DefinitionRules(new Definition(object));
    rules.group();
    rules.names();
    rules.versions();
    rules.conversion();
    before.map(Definition::new).ifPresent(rules::unchanged);
    rules.storedVersions();
    return List.copyOf(rules.causes);
  }

  private void invalid(FieldPath path, String value, String detail) {
    causes.add(Cause.invalid(path, JsonText.write(Json.of(value)), detail));
  }

  private void group() {
    String group = definition.group();
    FieldPath path = SPEC.field("group");
    if (group.isEmpty()) {
      causes.add(Cause.required(path, ""));
    } else if (!Names.isSubdomain(group)) {
      invalid(path, group, "a lowercase RFC 1123 subdomain is wanted");
    } else if (Kinds.builtIn().groups().contains(group) || isBelow(group, OWN)) {
      invalid(
          path,
          group,
          "is a group that this control plane serves itself; define kinds in a domain of your own");
    } else if (!group.contains(".")) {
      invalid(path, group, "should be a domain with at least one dot");
    } else if (isProtected(group)
        && definition.object().text("metadata", "annotations", APPROVED).isEmpty()) {
      causes.add(
          Cause.required(
              FieldPath.ROOT.field("metadata").field("annotations").key(APPROVED),
              "protected groups must have approval annotation \"" + APPROVED + "\""));
    }
    String wanted = definition.names().text("plural") + "." + group;
    String name = definition.object().text("metadata", "name");
    if (!name.equals(wanted)) {
      invalid(
          FieldPath.ROOT.field("metadata").field("name"),
          name,
          "must be spec.names.plural+\".\"+spec.group");
    }
  }

  private static boolean isProtected(String group) {
    return isBelow(group, "k8s.io") || isBelow(group, "kubernetes.io");
  }

  private static boolean isBelow(String group, String domain) {
    return group.equals(domain) || group.endsWith("." + domain);
  }

  private void names() {
    Obj names = definition.names();
    label(NAMES.field("plural"), names.text("plural"));
    label(NAMES.field("singular"), names.text("singular"));
    mixed(NAMES.field("kind"), names.text("kind"));
    mixed(NAMES.field("listKind"), names.text("listKind"));
    labels("shortNames", names);
    labels("categories", names);
    if (!names.text("kind").isEmpty() && names.text("kind").equals(names.text("listKind"))) {
      invalid(
          NAMES.field("listKind"), names.text("listKind"), "kind and listKind may not be the same");
    }
  }

  private void labels(String field, Obj names) {
    List<Json> items = names.items(field);
    for (int i = 0; i < items.size(); i++) {
      label(NAMES.field(field).index(i), items.get(i).string().orElse(""));
    }
  }

  private void label(FieldPath path, String name) {
    if (name.isEmpty()) {
      causes.add(Cause.required(path, ""));
    } else if (!isLabel(name)) {
      invalid(path, name, LABEL_RULE);
    }
  }

  private void mixed(FieldPath path, String name) {
    if (name.isEmpty()) {
      causes.add(Cause.required(path, ""));
    } else if (!isLabel(name.toLowerCase(Locale.ROOT))) {
      invalid(path, name, "may have mixed case, but should otherwise match: " + LABEL_RULE);
    }
  }

  private static boolean isLabel(String name) {
    return Names.isLabel(name) && Character.isLetter(name.charAt(0));
  }

  private void versions() {
    FieldPath path = SPEC.field("versions");
    List<Json> versions = definition.versions();
    var names = new TreeSet<String>();
    long stored = 0;
    for (int i = 0; i < versions.size(); i++) {
      Json version = versions.get(i);
      label(path.index(i).field("name"), version.text("name"));
      if (!names.add(version.text("name"))) {
        invalid(path, version.text("name"), "must contain unique version names");
      }
      stored += version.isTrue("storage") ? 1 : 0;
      causes.addAll(VersionRules.check(version, path.index(i)));
    }
    if (stored != 1) {
      causes.add(
          Cause.invalid(
              path,
              JsonText.write(Json.strings(List.copyOf(names))),
              "must have exactly one version marked as storage version"));
    }
  }

  private void conversion() {
    String strategy = definition.object().text("spec", "conversion", "strategy");
    if (!strategy.isEmpty() && !strategy.equals("None")) {
      causes.add(
          new Cause(
              Cause.Reason.NOT_SUPPORTED,
              SPEC.field("conversion").field("strategy").toString(),
              "Unsupported value: "
                  + JsonText.write(Json.of(strategy))
                  + ": supported values: \"None\""));
    }
    if (definition.object().isTrue("spec", "preserveUnknownFields")) {
      causes.add(Cause.invalid(SPEC.field("preserveUnknownFields"), "true", "must be false"));
    }
  }

  private void unchanged(Definition before) {
    fixed(SPEC.field("group"), before.group(), definition.group());
    fixed(NAMES.field("plural"), before.names().text("plural"), definition.names().text("plural"));
    fixed(
        SPEC.field("scope"),
        before.object().text("spec", "scope"),
        definition.object().text("spec", "scope"));
    if (before.established()) {
      fixed(NAMES.field("kind"), before.names().text("kind"), definition.names().text("kind"));
    }
  }

  private void fixed(FieldPath path, String before, String after) {
    if (!before.equals(after)) {
      invalid(path, after, "field is immutable");
    }
  }

  /// A version in which objects may be kept stays until somebody says that none are.
  private void storedVersions() {
    List<String> names = definition.versions().stream().map(v -> v.text("name")).toList();
    List<Json> stored = definition.object().items("status", "storedVersions");
    for (int i = 0; i < stored.size(); i++) {
      String version = stored.get(i).string().orElse("");
      if (!names.contains(version)) {
        invalid(
            FieldPath.ROOT.field("status").field("storedVersions").index(i),
            version,
            "must appear in spec.versions");
      }
    }
  }
}
