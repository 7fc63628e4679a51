package dev.skerry.api.resource;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.media.Accept;
import dev.skerry.api.media.Shape;
import dev.skerry.api.media.Shapes;
import dev.skerry.api.media.Yaml;
import dev.skerry.api.status.Refused;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Scales;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.table.Table;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// Answers with objects and lists, in the shape the client asks for.
final class Rendering {
  private static final String YAML = "application/yaml";

  private final Overlay overlay;
  private final InstantSource clock;

  Rendering(Overlay overlay, InstantSource clock) {
    this.overlay = overlay;
    this.clock = clock;
  }

  /// A list as it is to be shown.
  record Many(Obj metadata, List<JsonBytes> items) {
    Many {
      items = List.copyOf(items);
    }

    List<Obj> trees() {
      return items.stream().map(JsonBytes::json).toList();
    }
  }

  Many many(Kind kind, Revision revision, Page page) {
    Obj.Builder metadata = Json.object().put("resourceVersion", revision.toString());
    page.next().ifPresent(token -> metadata.put("continue", token.text()));
    page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
    return new Many(
        metadata.build(), page.entries().stream().map(entry -> shown(kind, entry)).toList());
  }

  /// The object's text, with what is known only now, in a version of its kind.
  JsonBytes shown(Kind kind, Entry entry) {
    return inVersion(kind, overlay.shown(entry));
  }

  /// The text itself where the version shows objects as they are kept.
  static JsonBytes inVersion(Kind kind, JsonBytes text) {
    if (kind.custom().filter(custom -> !custom.asKept()).isEmpty()) {
      return text;
    }
    Obj shown = Custom.shown(kind, text.json());
    return shown.equals(text.json()) ? text : JsonBytes.of(shown);
  }

  /// The object, or its scale where that is what the path asks for.
  void one(Ask ask, int status, JsonBytes object) throws Refused, IOException {
    JsonBytes asked =
        ask.path().subresource().equals("scale")
            ? JsonBytes.of(Scales.of(ask.kind(), object.json()))
            : object;
    Exchange exchange = ask.exchange();
    switch (shape(ask)) {
      case Shape.Plain() -> exchange.answer(status, Exchange.JSON, asked.toArray());
      case Shape.Yaml() -> exchange.answer(status, YAML, Yaml.bytes(asked.json()));
      case Shape.Table table ->
          exchange.answer(status, table(ask, table, List.of(asked.json()), revisionOf(asked)));
      case Shape.Metadata metadata ->
          exchange.answer(status, Shapes.partial(metadata, asked.json()));
    }
  }

  private static Obj revisionOf(JsonBytes object) {
    return Json.object()
        .putText("resourceVersion", object.json().text("metadata", "resourceVersion"))
        .build();
  }

  void list(Ask ask, Many many) throws Refused, IOException {
    Exchange exchange = ask.exchange();
    switch (shape(ask)) {
      case Shape.Plain() ->
          exchange.answer(
              200, Exchange.JSON, Listing.text(ask.kind(), many.metadata(), many.items()));
      case Shape.Yaml() -> exchange.answer(200, YAML, Yaml.bytes(tree(ask, many)));
      case Shape.Table table ->
          exchange.answer(200, table(ask, table, many.trees(), many.metadata()));
      case Shape.Metadata metadata ->
          exchange.answer(200, Shapes.partials(metadata, many.trees(), many.metadata()));
    }
  }

  private static Obj tree(Ask ask, Many many) {
    return Json.object()
        .put("apiVersion", ask.kind().apiVersion())
        .put("kind", ask.kind().listKind())
        .put("metadata", many.metadata())
        .put("items", Json.array(many.trees()))
        .build();
  }

  Obj table(Ask ask, Shape.Table shape, List<Obj> objects, Obj metadata) throws Refused {
    return Shapes.table(shape, ask.kind(), objects, metadata, options(ask));
  }

  /// What the query says of tables.
  Shapes.TableOptions options(Ask ask) throws Refused {
    String include = ask.exchange().query("includeObject").orElse("");
    return switch (include) {
      case "", "Metadata", "Object", "None" ->
          new Shapes.TableOptions(clock.instant(), Table.Include.of(include));
      default ->
          throw ask.refused(
              Refusal.Reason.BAD_REQUEST,
              "includeObject is '" + include + "': None, Metadata or Object");
    };
  }

  /// A scale has no columns, so it is never shown as a table.
  private static Shape shape(Ask ask) throws Refused {
    Shape shape = Accept.of(ask.exchange()).shape();
    return shape instanceof Shape.Table && !ask.path().subresource().isEmpty()
        ? new Shape.Plain()
        : shape;
  }
}
