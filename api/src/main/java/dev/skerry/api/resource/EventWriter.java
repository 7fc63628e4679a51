package dev.skerry.api.resource;

import dev.skerry.api.media.Shape;
import dev.skerry.api.media.Shapes;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.table.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/// Writes watch events to one client, one JSON object a line. An object in its own shape is its
/// shared text with a few bytes around it.
final class EventWriter implements AutoCloseable {
  private final Kind kind;
  private final Shape shape;
  private final Table.Include include;
  private final InstantSource clock;
  private final OutputStream out;
  private boolean columnsSent;

  EventWriter(
      Kind kind, Shape shape, Table.Include include, InstantSource clock, OutputStream out) {
    this.kind = kind;
    this.shape = shape;
    this.include = include;
    this.clock = clock;
    this.out = out;
  }

  void event(String type, JsonBytes object) throws IOException {
    head(type);
    switch (shape) {
      case Shape.Plain(), Shape.Yaml() -> object.writeTo(out);
      case Shape.Metadata metadata ->
          JsonBytes.of(Shapes.partial(metadata, object.json())).writeTo(out);
      case Shape.Table table -> JsonBytes.of(row(table, object.json())).writeTo(out);
    }
    tail();
  }

  private Obj row(Shape.Table table, Obj object) {
    Obj metadata = Obj.EMPTY.with("resourceVersion", object.text("metadata", "resourceVersion"));
    var options = new Shapes.TableOptions(clock.instant(), include);
    return oneColumnHead(Shapes.table(table, kind, List.of(object), metadata, options));
  }

  /// Columns are told with the first row only.
  private Obj oneColumnHead(Obj table) {
    if (columnsSent) {
      return table.with("columnDefinitions", Json.Null.VALUE);
    }
    columnsSent = true;
    return table;
  }

  /// @param complete everything that was there at the start has been sent (KEP-3157)
  void bookmark(Revision revision, boolean complete) throws IOException {
    Obj metadata = Obj.EMPTY.with("resourceVersion", revision.toString());
    if (complete) {
      metadata = metadata.withAt(Json.of("true"), "annotations", "k8s.io/initial-events-end");
    }
    head("BOOKMARK");
    JsonBytes.of(mark().with("metadata", metadata)).writeTo(out);
    tail();
  }

  private Obj mark() {
    return switch (shape) {
      case Shape.Plain(), Shape.Yaml() ->
          Obj.EMPTY.with("apiVersion", kind.apiVersion()).with("kind", kind.kind());
      case Shape.Metadata(String version) ->
          Obj.EMPTY
              .with("apiVersion", "meta.k8s.io/" + version)
              .with("kind", "PartialObjectMetadata");
      case Shape.Table(String version) ->
          Obj.EMPTY
              .with("apiVersion", "meta.k8s.io/" + version)
              .with("kind", "Table")
              .with("columnDefinitions", Json.Null.VALUE)
              .with("rows", Json.Arr.EMPTY);
    };
  }

  void error(Obj status) throws IOException {
    head("ERROR");
    JsonBytes.of(status).writeTo(out);
    tail();
  }

  private void head(String type) throws IOException {
    out.write(utf8("{\"type\":\"" + type + "\",\"object\":"));
  }

  private void tail() throws IOException {
    out.write(utf8("}\n"));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
