package dev.skerry.content.image;

import dev.skerry.content.Digest;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// How an image wants to be run (OCI config.md). Absent texts are empty.
///
/// @param env `NAME=value`
/// @param exposedPorts such as `8080/tcp`
/// @param diffIds digests of the *uncompressed* layers, lowest first
public record ImageConfig(
    Platform platform,
    List<String> entrypoint,
    List<String> command,
    List<String> env,
    String workingDirectory,
    String user,
    String stopSignal,
    SortedMap<String, String> labels,
    List<String> exposedPorts,
    List<Digest> diffIds) {

  public static ImageConfig read(byte[] text) throws ImageRefused {
    Obj json = ManifestReader.object(text, ImageRefused.Why.INVALID_CONFIG, "image config");
    Obj run = json.obj("config");
    var platform = new Platform(json.text("os"), json.text("architecture"));
    if (platform.os().isEmpty() || platform.architecture().isEmpty()) {
      throw refused("os or architecture is missing");
    }
    return new ImageConfig(
        platform,
        strings(run, "Entrypoint"),
        strings(run, "Cmd"),
        strings(run, "Env"),
        run.text("WorkingDir"),
        run.text("User"),
        run.text("StopSignal"),
        run.obj("Labels").strings(),
        run.obj("ExposedPorts").keys(),
        diffIds(json));
  }

  private static List<String> strings(Obj run, String field) throws ImageRefused {
    var all = new ArrayList<String>();
    Json value = run.find(field).orElse(Json.Null.VALUE);
    if (value instanceof Json.Null) {
      return List.of();
    }
    for (Json item : run.items(field)) {
      if (!(item instanceof Json.Str(String text))) {
        throw refused("config." + field + " is not a list of strings");
      }
      all.add(text);
    }
    if (!(value instanceof Json.Arr)) {
      throw refused("config." + field + " is not a list of strings");
    }
    return List.copyOf(all);
  }

  private static List<Digest> diffIds(Obj json) throws ImageRefused {
    var all = new ArrayList<Digest>();
    for (Json item : json.items("rootfs", "diff_ids")) {
      Optional<Digest> digest =
          item instanceof Json.Str(String text) ? Digest.find(text) : Optional.empty();
      all.add(digest.orElseThrow(() -> refused("rootfs.diff_ids has an entry that is no digest")));
    }
    return List.copyOf(all);
  }

  public Obj json() {
    Obj.Builder run = Json.object();
    putList(run, "Entrypoint", entrypoint);
    putList(run, "Cmd", command);
    putList(run, "Env", env);
    run.putText("WorkingDir", workingDirectory).putText("User", user);
    run.putText("StopSignal", stopSignal);
    if (!labels.isEmpty()) {
      Obj.Builder marks = Json.object();
      labels.forEach((key, value) -> marks.put(key, value));
      run.put("Labels", marks.build());
    }
    if (!exposedPorts.isEmpty()) {
      Obj.Builder ports = Json.object();
      exposedPorts.forEach(port -> ports.put(port, Obj.EMPTY));
      run.put("ExposedPorts", ports.build());
    }
    Obj roots =
        Json.object()
            .put("type", "layers")
            .put("diff_ids", Json.strings(diffIds.stream().map(Digest::toString).toList()))
            .build();
    return Json.object()
        .put("architecture", platform.architecture())
        .put("os", platform.os())
        .put("config", run.build())
        .put("rootfs", roots)
        .build();
  }

  private static void putList(Obj.Builder to, String field, List<String> values) {
    if (!values.isEmpty()) {
      to.put(field, Json.strings(values));
    }
  }

  private static ImageRefused refused(String what) {
    return new ImageRefused(ImageRefused.Why.INVALID_CONFIG, "not an image config: " + what);
  }
}
