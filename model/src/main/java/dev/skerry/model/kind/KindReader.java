package dev.skerry.model.kind;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.schema.Definitions;
import java.util.List;
import java.util.Optional;

/// Reads the file that declares the built-in kinds.
final class KindReader {
  private KindReader() {}

  static List<Kind> read(Obj file, Definitions definitions) {
    return file.items("kinds").stream().map(entry -> kind(entry, definitions)).toList();
  }

  private static Kind kind(Json entry, Definitions definitions) {
    return new Kind(
        entry.text("group"),
        entry.text("version"),
        entry.text("kind"),
        entry.text("plural"),
        entry.text("singular"),
        texts(entry, "shortNames"),
        texts(entry, "categories"),
        entry.isTrue("namespaced"),
        texts(entry, "subresources"),
        texts(entry, "verbs"),
        Naming.parse(entry.text("names")),
        entry.isTrue("generation"),
        Optional.empty(),
        entry.at("scale").map(KindReader::scale),
        texts(entry, "selectableFields"),
        texts(entry, "columns").stream().map(Column::parse).toList(),
        definitions.reference(entry.text("schema")));
  }

  private static ScalePaths scale(Json entry) {
    return new ScalePaths(
        entry.text("specReplicas"), entry.text("statusReplicas"), entry.text("selector"));
  }

  private static List<String> texts(Json entry, String name) {
    return entry.items(name).stream().map(item -> ((Json.Str) item).value()).toList();
  }
}
