package dev.skerry.server.pod;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.server.wire.JsonLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a node is asked over a stream: one line of JSON each way, then the log's bytes or the
/// command's [Piece]s.
sealed interface PodCall {
  String LOGS = "logs";
  String EXEC = "exec";
  String ATTACH = "attach";
  String PORT = "port";

  Streams.Target target();

  record Log(Streams.Target target, Streams.LogOptions options) implements PodCall {}

  record Exec(Streams.Target target, Streams.Command command) implements PodCall {}

  /// @param input whether anything will be typed
  record Attach(Streams.Target target, boolean input) implements PodCall {}

  record Port(Streams.Target target, int port) implements PodCall {}

  default void write(OutputStream out) throws IOException {
    Streams.Target of = target();
    var json =
        Json.object()
            .put("namespace", of.pod().namespace())
            .put("name", of.pod().name())
            .put("uid", of.uid().value())
            .put("node", of.node())
            .put("container", of.container());
    switch (this) {
      case Log(var _, var options) -> {
        json.put("follow", options.follow())
            .put("previous", options.previous())
            .put("timestamps", options.timestamps());
        options.tailLines().ifPresent(lines -> json.put("tailLines", lines));
        options.since().ifPresent(since -> json.put("since", since.toString()));
        options.limitBytes().ifPresent(bytes -> json.put("limitBytes", bytes));
      }
      case Exec(var _, var command) ->
          json.put("command", Json.strings(command.words()))
              .put("input", command.input())
              .put("tty", command.tty());
      case Port(var _, var port) -> json.put("port", port);
      case Attach(var _, var input) -> json.put("input", input);
    }
    JsonLine.write(json.build(), out);
  }

  static PodCall read(String purpose, InputStream in) throws IOException {
    Obj json = JsonLine.read(in);
    var pod = ObjectKey.of(GroupKind.core("Pod"), json.text("namespace"), json.text("name"));
    var target =
        new Streams.Target(
            pod, new Uid(json.text("uid")), json.text("node"), json.text("container"));
    if (purpose.equals(LOGS)) {
      return new Log(
          target,
          new Streams.LogOptions(
              json.isTrue("follow"),
              json.isTrue("previous"),
              number(json, "tailLines"),
              json.string("since").map(Instant::parse),
              json.isTrue("timestamps"),
              number(json, "limitBytes")));
    }
    if (purpose.equals(ATTACH)) {
      return new Attach(target, json.isTrue("input"));
    }
    if (purpose.equals(PORT)) {
      return new Port(target, Math.toIntExact(json.integer("port").orElse(0)));
    }
    List<String> words = json.items("command").stream().map(w -> w.string().orElse("")).toList();
    return new Exec(target, new Streams.Command(words, json.isTrue("input"), json.isTrue("tty")));
  }

  private static OptionalLong number(Obj json, String key) {
    return json.integer(key);
  }

  /// The first line of an answer: an empty object, or why not.
  static void answer(Optional<Refusal> refusal, OutputStream out) throws IOException {
    var json = Json.object();
    refusal.ifPresent(why -> json.put("reason", why.reason().name()).put("message", why.message()));
    JsonLine.write(json.build(), out);
  }

  static void requireAccepted(InputStream in) throws IOException, Refused {
    Obj json = JsonLine.read(in);
    if (!json.isEmpty()) {
      throw Refused.because(reason(json.text("reason")), json.text("message"));
    }
  }

  private static Refusal.Reason reason(String name) {
    for (Refusal.Reason each : Refusal.Reason.values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return Refusal.Reason.INTERNAL_ERROR;
  }
}
