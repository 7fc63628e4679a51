package dev.skerry.api.resource;

import dev.skerry.api.body.RequestBody;
import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.plane.ControlPort;
import dev.skerry.api.status.Refused;
import dev.skerry.api.status.Statuses;
import dev.skerry.api.watch.WatchHub;
import dev.skerry.control.access.User;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Refusal;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.meta.ObjectKey;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// The verbs of all kinds.
public final class Resources {
  private final Statuses statuses;
  private final Reading reading;
  private final Watching watching;
  private final Writing writing;
  private final Rendering rendering;

  public Resources(
      ControlPort port,
      WatchHub hub,
      Pipeline pipeline,
      Statuses statuses,
      InstantSource clock,
      Chance chance) {
    this.statuses = statuses;
    this.rendering = new Rendering(new Overlay(port), clock);
    this.reading = new Reading(port, hub, clock, rendering);
    this.watching = new Watching(hub, reading, rendering, statuses, clock);
    this.writing = new Writing(port, hub, pipeline, clock, chance);
  }

  public void answer(Exchange exchange, User user, ResourcePath path)
      throws Refused, IOException, InterruptedException {
    var ask = new Ask(exchange, user, path);
    if (path.isMisplaced() || !path.rest().isEmpty()) {
      throw ask.refused(
          Refusal.Reason.NOT_FOUND, "the server could not find the requested resource");
    }
    if (!path.subresource().isEmpty() && !path.kind().has(path.subresource())) {
      throw ask.refused(
          Refusal.Reason.NOT_FOUND,
          path.kind().resource() + " have no subresource \"" + path.subresource() + "\"");
    }
    switch (exchange.method()) {
      case "GET", "HEAD" -> read(ask);
      case "POST" -> create(ask);
      case "PUT" -> update(ask);
      case "PATCH" -> patch(ask);
      case "DELETE" -> delete(ask);
      default -> throw notAllowed(ask);
    }
  }

  private static Refused notAllowed(Ask ask) {
    return ask.refused(
        Refusal.Reason.METHOD_NOT_ALLOWED,
        "the server does not allow " + ask.exchange().method() + " on the requested resource");
  }

  private void read(Ask ask) throws Refused, IOException, InterruptedException {
    if (ask.exchange().asks("watch")) {
      watching.serve(ask);
    } else if (ask.path().isCollection()) {
      rendering.list(ask, reading.list(ask));
    } else {
      rendering.one(ask, 200, rendering.shown(ask.kind(), reading.find(ask)));
    }
  }

  private void create(Ask ask) throws Refused, IOException, InterruptedException {
    if (!ask.path().isCollection()) {
      throw notAllowed(ask);
    }
    if (ask.kind().namespaced() && ask.path().namespace().isEmpty()) {
      throw ask.refused(
          Refusal.Reason.BAD_REQUEST,
          "an object of this kind is created in a namespace: put it in the path");
    }
    JsonText.Parsed body = RequestBody.object(ask.exchange());
    ObjectKey key = ask.key().named(body.value().text("metadata", "name"));
    var request =
        new Request(
            ask.user(),
            key,
            ask.kind().version(),
            "",
            new Request.Verb.Create(body.value()),
            Options.of(ask, body.duplicates()));
    show(ask, writing.write(ask, request));
  }

  private void update(Ask ask) throws Refused, IOException, InterruptedException {
    if (ask.path().isCollection()) {
      throw notAllowed(ask);
    }
    JsonText.Parsed body = RequestBody.object(ask.exchange());
    var request =
        new Request(
            ask.user(),
            ask.key(),
            ask.kind().version(),
            ask.path().subresource(),
            new Request.Verb.Update(body.value()),
            Options.of(ask, body.duplicates()));
    show(ask, writing.write(ask, request));
  }

  private void patch(Ask ask) throws Refused, IOException, InterruptedException {
    if (ask.path().isCollection()) {
      throw notAllowed(ask);
    }
    Request.PatchType type = Bodies.patchType(ask);
    if (type == Request.PatchType.APPLY && ask.exchange().query("fieldManager").isEmpty()) {
      throw ask.refused(
          Refusal.Reason.INVALID,
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for"
              + " apply patch");
    }
    JsonText.Parsed body = Bodies.patch(ask, type);
    var request =
        new Request(
            ask.user(),
            ask.key(),
            ask.kind().version(),
            ask.path().subresource(),
            new Request.Verb.Patch(type, body.value()),
            Options.of(ask, body.duplicates()));
    show(ask, writing.write(ask, request));
  }

  private void delete(Ask ask) throws Refused, IOException, InterruptedException {
    Deletion deletion = Deletion.of(ask);
    if (!ask.path().isCollection()) {
      show(ask, writing.write(ask, deletion(ask.user(), ask.key(), deletion)));
      return;
    }
    if (!ask.kind().allows("deletecollection")) {
      throw notAllowed(ask);
    }
    List<Entry> chosen = reading.chosen(ask);
    for (Entry entry : chosen) {
      deleteIfThere(ask, deletion(ask.user(), entry.key(), deletion));
    }
    rendering.list(ask, reading.all(ask, chosen));
  }

  /// One of many: somebody else may have deleted it meanwhile.
  private void deleteIfThere(Ask ask, Request request) throws Refused, InterruptedException {
    try {
      Writing.Outcome _ = writing.write(ask, request);
    } catch (Refused refused) {
      if (refused.refusal().reason() != Refusal.Reason.NOT_FOUND) {
        throw refused;
      }
    }
  }

  private static Request deletion(User user, ObjectKey key, Deletion deletion) {
    return new Request(user, key, "", deletion.verb(), deletion.options());
  }

  private void show(Ask ask, Writing.Outcome outcome) throws Refused, IOException {
    switch (outcome) {
      case Writing.Outcome.Kept(Entry entry, boolean created) ->
          rendering.one(ask, created ? 201 : 200, rendering.shown(ask.kind(), entry));
      case Writing.Outcome.Shown(var object, boolean created) ->
          rendering.one(ask, created ? 201 : 200, JsonBytes.of(Custom.shown(ask.kind(), object)));
      case Writing.Outcome.Gone(Entry last) ->
          ask.exchange().answer(200, statuses.deleted(last.key(), last.uid()));
    }
  }
}
