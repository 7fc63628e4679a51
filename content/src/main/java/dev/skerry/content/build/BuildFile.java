package dev.skerry.content.build;

import dev.skerry.content.image.ImageRefused;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an `image.yaml` says. Paths are relative to its directory. In values of `env` and `labels`
/// the text `${TAG}` becomes the tag that is built; nothing else is replaced.
///
/// @param modules of the Java runtime at `/java`; empty for none
/// @param hostLibs whether the machine's loader and C library are packed as well
/// @param sources Java sources, compiled to `/app`
/// @param resources files copied to `/app` as they are
/// @param classes compiled classes, a directory copied to `/app` or a jar copied into it
/// @param ports such as `8080/tcp`
record BuildFile(
    List<String> modules,
    boolean hostLibs,
    Optional<String> sources,
    Optional<String> resources,
    Optional<String> classes,
    List<String> entrypoint,
    SortedMap<String, String> env,
    SortedMap<String, String> labels,
    String workingDirectory,
    List<String> ports) {

  private static final List<String> KEYS =
      List.of(
          "classes",
          "entrypoint",
          "env",
          "hostLibs",
          "labels",
          "modules",
          "ports",
          "resources",
          "runtime",
          "sources",
          "workdir");

  static BuildFile of(Obj json) throws ImageRefused {
    var unknown = new TreeSet<>(json.keys());
    unknown.removeAll(KEYS);
    require(unknown.isEmpty(), "unknown key " + unknown + "; known are " + KEYS);
    boolean java = json.string("runtime").filter("java"::equals).isPresent();
    require(java || !json.has("runtime"), "runtime is not java");
    require(java || !json.has("modules"), "modules need runtime: java");
    List<String> modules = java ? strings(json, "modules") : List.of();
    require(!java || !modules.isEmpty(), "modules are missing; list java.base at least");
    List<String> entrypoint = strings(json, "entrypoint");
    require(!entrypoint.isEmpty(), "entrypoint is missing");
    return new BuildFile(
        modules,
        json.isTrue("hostLibs"),
        path(json, "sources"),
        path(json, "resources"),
        path(json, "classes"),
        entrypoint,
        texts(json, "env"),
        texts(json, "labels"),
        json.string("workdir").orElse("/"),
        strings(json, "ports").stream().map(p -> p.contains("/") ? p : p + "/tcp").toList());
  }

  private static Optional<String> path(Obj json, String key) throws ImageRefused {
    require(!json.has(key) || json.string(key).isPresent(), key + " is not a path");
    return json.string(key);
  }

  private static List<String> strings(Obj json, String key) throws ImageRefused {
    var all = new ArrayList<String>();
    require(!json.has(key) || json.at(key).get() instanceof Json.Arr, key + " is not a list");
    for (Json item : json.items(key)) {
      all.add(text(item, key));
    }
    return List.copyOf(all);
  }

  private static SortedMap<String, String> texts(Obj json, String key) throws ImageRefused {
    var all = new TreeMap<String, String>();
    require(!json.has(key) || json.at(key).get() instanceof Obj, key + " is not a mapping");
    for (String name : json.obj(key).keys()) {
      all.put(name, text(json.obj(key).at(name).orElse(Json.Null.VALUE), key + "." + name));
    }
    return all;
  }

  private static String text(Json value, String where) throws ImageRefused {
    return switch (value) {
      case Json.Str(String text) -> text;
      case Json.Int(long number) -> Long.toString(number);
      case Json.Bool(boolean bool) -> Boolean.toString(bool);
      case Json.Null _, Json.Dec _, Json.Arr _, Obj _ ->
          throw new ImageRefused(
              ImageRefused.Why.INVALID_BUILD, "image.yaml: " + where + " holds what is no text");
    };
  }

  private static void require(boolean holds, String otherwise) throws ImageRefused {
    if (!holds) {
      throw new ImageRefused(ImageRefused.Why.INVALID_BUILD, "image.yaml: " + otherwise);
    }
  }

  static SortedMap<String, String> forTag(Map<String, String> texts, String tag) {
    var all = new TreeMap<String, String>();
    texts.forEach((key, value) -> all.put(key, value.replace("${TAG}", tag)));
    return all;
  }
}
