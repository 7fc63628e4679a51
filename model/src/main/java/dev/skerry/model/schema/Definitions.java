package dev.skerry.model.schema;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Named definitions from schema files, each read when it is first needed. A file is a JSON object
/// of definitions; a definition maps field names to lines of text in the language of [FieldText];
/// the line of the empty name speaks of the definition itself, and `#` gives the full name's prefix
/// of all that the file defines. `PodSpec` refers within a file, `meta.ObjectMeta` to another file.
///
/// ```
/// {"#": "io.k8s.api.core.v1",
///  "EnvVar": {"": "| EnvVar represents an environment variable present in a Container.",
///             "name": "string required nonEmpty | Name of the environment variable."}}
/// ```
///
/// Any thread may read one.
public final class Definitions {
  private static final String PREFIX = "#";

  private final Function<String, byte[]> files;
  private final SortedMap<String, Lazy<Group>> groups = new TreeMap<>();

  private record Group(String prefix, SortedMap<String, Lazy<Place>> places) {}

  /// @param names of the files, without directory and ending
  /// @param files the text of a file by its name; asked at most a few times for each
  public Definitions(List<String> names, Function<String, byte[]> files) {
    this.files = files;
    names.forEach(name -> groups.put(name, new Lazy<>(() -> read(name))));
  }

  /// The definition of a full reference such as `core.Pod`. An unknown one is a bug of whoever
  /// wrote the data.
  public Schema schema(String reference) {
    return place(reference);
  }

  /// A place that stands for a definition and reads it only when walked.
  public Schema reference(String reference) {
    return new Place(new Form.Reference(new Lazy<>(() -> place(reference))), Traits.NONE);
  }

  private Place place(String reference) {
    int dot = reference.indexOf('.');
    Lazy<Group> group = dot < 0 ? null : groups.get(reference.substring(0, dot));
    Lazy<Place> place =
        group == null ? null : group.value().places().get(reference.substring(dot + 1));
    if (place == null) {
      throw new IllegalArgumentException("no schema is named '" + reference + "'");
    }
    return place.value();
  }

  private Group read(String file) {
    Obj text = JsonText.stored(files.apply(file));
    String prefix = text.text(PREFIX);
    var places = new TreeMap<String, Lazy<Place>>();
    text.without(PREFIX)
        .forEach((name, body) ->
            places.put(name, new Lazy<>(() -> definition(file, prefix + "." + name, (Obj) body))));
    return new Group(prefix, places);
  }

  private Place definition(String file, String fullName, Obj body) {
    var properties = new TreeMap<String, Schema>();
    var required = new ArrayList<String>();
    body.without("")
        .forEach((field, line) -> {
          var text = FieldText.parse(((Json.Str) line).value());
          properties.put(field, placeOf(file, text.type(), text.traits()));
          if (text.required()) {
            required.add(field);
          }
        });
    var form =
        new Form.ObjectOf(
            fullName, Collections.unmodifiableSortedMap(properties), List.copyOf(required));
    return new Place(form, FieldText.parse("object " + body.text("")).traits());
  }

  private Place placeOf(String file, FieldText.TypeText type, Traits traits) {
    Form form =
        switch (type) {
          case FieldText.TypeText.Plain(Schema.Type plain) -> new Form.Scalar(plain);
          case FieldText.TypeText.Listed(FieldText.TypeText of) ->
              new Form.ListOf(placeOf(file, of, Traits.NONE));
          case FieldText.TypeText.Mapped(FieldText.TypeText of) ->
              new Form.MapOf(placeOf(file, of, Traits.NONE));
          case FieldText.TypeText.Named(String name) -> {
            String reference = name.indexOf('.') < 0 ? file + "." + name : name;
            yield new Form.Reference(new Lazy<>(() -> place(reference)));
          }
        };
    return new Place(form, traits);
  }
}
