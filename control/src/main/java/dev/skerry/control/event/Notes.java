package dev.skerry.control.event;

import dev.skerry.control.access.User;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Request;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Makes an Event of a note. The same thing said about the same object again raises `count`
/// instead, at most once in ten seconds, so that a crash loop cannot fill the log.
public final class Notes {
  static final GroupKind EVENT = GroupKind.core("Event");

  /// How often one Event may be counted up: a write each time, and nobody reads faster.
  static final Duration QUIET = Duration.ofSeconds(10);

  /// Longest message, characters, as Kubernetes has it.
  private static final int MAX_MESSAGE = 1_024;

  private Notes() {}

  /// The write that records the note; empty when it was recorded a moment ago.
  public static Optional<Request> request(
      View view, String reporter, Intent.Note note, Instant now) {
    String namespace = namespace(view, note.about());
    var key = new ObjectKey(EVENT, note.about().tenant(), namespace, name(note));
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    Optional<Entry> known = view.find(key);
    if (known.isEmpty()) {
      return Optional.of(
          request(reporter, key, new Request.Verb.Create(event(reporter, key, note, time))));
    }
    Obj event = known.get().json();
    Instant last = event.string("lastTimestamp").map(Instant::parse).orElse(Instant.EPOCH);
    if (last.plus(QUIET).isAfter(now)) {
      return Optional.empty();
    }
    long count = event.integer("count").orElse(1);
    Obj again = event.with("count", count + 1).with("lastTimestamp", time);
    return Optional.of(request(reporter, key, new Request.Verb.Update(again)));
  }

  /// Events about cluster-scoped objects stand in `default`, as in Kubernetes, or where that has
  /// not arrived, in `kube-system`.
  private static String namespace(View view, ObjectKey about) {
    if (!about.namespace().isEmpty()) {
      return about.namespace();
    }
    boolean known =
        view.find(new ObjectKey(GroupKind.core("Namespace"), about.tenant(), "", "default"))
            .isPresent();
    return known ? "default" : "kube-system";
  }

  private static Request request(String reporter, ObjectKey key, Request.Verb verb) {
    var options =
        new Request.Options(reporter, true, false, Request.FieldValidation.STRICT, List.of());
    return new Request(User.controller(reporter), key, "", verb, options);
  }

  private static Obj event(String reporter, ObjectKey key, Intent.Note note, String time) {
    ObjectKey about = note.about();
    Obj involved =
        Json.object()
            .put("kind", about.kind().kind())
            .putText("namespace", about.namespace())
            .put("name", about.name())
            .put("uid", note.uid().value())
            .build();
    return Json.object()
        .put("apiVersion", "v1")
        .put("kind", "Event")
        .put(
            "metadata",
            Json.object().put("name", key.name()).put("namespace", key.namespace()).build())
        .put("involvedObject", involved)
        .put("type", note.type())
        .put("reason", note.reason())
        .put("message", clip(note.message()))
        .put("source", Json.object().put("component", reporter).build())
        .put("reportingComponent", reporter)
        .put("reportingInstance", "")
        .put("firstTimestamp", time)
        .put("lastTimestamp", time)
        .put("count", 1)
        .build();
  }

  private static String clip(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }

  /// `<object>.<16 hex digits>`: the same for the same thing said of the same object.
  private static String name(Intent.Note note) {
    var sum = new CRC32C();
    String said = note.uid() + "\n" + note.type() + "\n" + note.reason() + "\n" + note.message();
    sum.update(said.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    long high = sum.getValue();
    sum.update(note.about().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String about = note.about().name();
    String head = about.length() <= 230 ? about : about.substring(0, 230);
    return head + "." + String.format("%08x%08x", high, sum.getValue());
  }
}
