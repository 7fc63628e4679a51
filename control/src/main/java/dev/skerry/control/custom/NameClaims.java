package dev.skerry.control.custom;

import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions.Said;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which names a definition gets: those that it asks for and that no other definition of its group
/// was given. Source: `naming_controller.go` of Kubernetes' `apiextensions-apiserver`.
///
/// @param accepted for `status.acceptedNames`
/// @param said for the condition `NamesAccepted`
record NameClaims(Obj accepted, Said said) {
  static final String TYPE = "NamesAccepted";

  static NameClaims of(View view, ObjectKey key, Definition definition) {
    var taken = new Taken();
    for (ObjectKey other : Definitions.inGroup(view, key, definition.group())) {
      if (!other.equals(key)) {
        view.find(other).ifPresent(entry -> taken.add(new Definition(entry.json()).accepted()));
      }
    }
    return taken.judge(definition);
  }

  /// The names that others have.
  private static final class Taken {
    private final TreeSet<String> resources = new TreeSet<>();
    private final TreeSet<String> kinds = new TreeSet<>();

    void add(Obj names) {
      resources.add(names.text("plural"));
      resources.add(names.text("singular"));
      names.items("shortNames").forEach(name -> resources.add(name.string().orElse("")));
      kinds.add(names.text("kind"));
      kinds.add(names.text("listKind"));
    }

    NameClaims judge(Definition definition) {
      Obj wanted = definition.names();
      Obj held = definition.accepted();
      Obj[] accepted = {Obj.EMPTY};
      var conflicts = new ArrayList<Said>();
      for (String field : wanted.keys()) {
        Json value = wanted.find(field).orElseThrow();
        List<String> lost = lost(field, value);
        if (lost.isEmpty()) {
          accepted[0] = accepted[0].with(field, value);
        } else {
          held.find(field).ifPresent(old -> accepted[0] = accepted[0].with(field, old));
          String reason = Character.toUpperCase(field.charAt(0)) + field.substring(1) + "Conflict";
          String message = "\"" + String.join("\", \"", lost) + "\" is already in use";
          conflicts.add(Said.of(TYPE, false, reason, message));
        }
      }
      return new NameClaims(
          accepted[0],
          conflicts.isEmpty()
              ? Said.of(TYPE, true, "NoConflicts", "no conflicts found")
              : conflicts.getFirst());
    }

    private List<String> lost(String field, Json value) {
      return switch (field) {
        case "plural", "singular" -> taken(resources, List.of(value));
        case "shortNames" -> taken(resources, value instanceof Json.Arr(var all) ? all : List.of());
        case "kind", "listKind" -> taken(kinds, List.of(value));
        default -> List.of();
      };
    }

    private static List<String> taken(Set<String> by, List<Json> names) {
      return names.stream().flatMap(n -> n.string().stream()).filter(by::contains).toList();
    }
  }
}
