package dev.skerry.control.log;

import dev.skerry.control.access.User;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.event.Notes;
import dev.skerry.control.loop.Effect;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Carries out what controllers want. Writes to objects go through the same pipeline as anybody's;
/// an intent that it refuses is logged, counted and dropped; its controller looks again after a
/// while.
public final class Intents {
  private final Ledger ledger;
  private final Commits commits;
  private final Pipeline pipeline;
  private final Chance chance;
  private long refused;

  public Intents(Ledger ledger, Commits commits, Pipeline pipeline, Chance chance) {
    this.ledger = ledger;
    this.commits = commits;
    this.pipeline = pipeline;
    this.chance = chance;
  }

  /// How many intents were refused so far.
  public long refused() {
    return refused;
  }

  public void carryOut(String controller, Intent intent, Instant now) {
    switch (intent) {
      case Intent.Apply apply -> {
        if (apply.create() || ledger.find(apply.key()).isPresent()) {
          var patch = new Request.Verb.Patch(Request.PatchType.APPLY, apply.fields());
          submit(controller, apply.key(), apply.subresource(), patch, now);
        }
      }
      case Intent.Create(ObjectKey key, Obj object) -> {
        if (ledger.find(key).isEmpty()) {
          submit(controller, key, "", new Request.Verb.Create(object), now);
        }
      }
      case Intent.CreateOwned owned -> createOwned(controller, owned, now);
      case Intent.Delete delete -> {
        Optional<Long> grace =
            delete.graceSeconds() < 0 ? Optional.empty() : Optional.of(delete.graceSeconds());
        var verb =
            new Request.Verb.Delete(
                Optional.of(delete.uid()), Optional.empty(), grace, word(delete.propagation()));
        submit(controller, delete.key(), "", verb, now);
      }
      case Intent.Finalized finalized -> removeFinalizer(controller, finalized, now);
      case Intent.Disowned disowned -> removeOwner(controller, disowned, now);
      case Intent.WritePart(var part, var object, var body, var cause) ->
          ledger.writeOwn(
              part,
              object,
              body.<Body>map(Body.Present::new).orElseGet(() -> new Body.Gone(cause)));
      case Intent.Subscribe subscribe -> subscribe(subscribe);
      case Intent.Set(String name, Obj value) -> {
        if (!ledger.tentative().setting(name).equals(value)) {
          ledger.write(new Delta.Setting(name, value));
        }
      }
      case Intent.Note note -> note(controller, note, now);
    }
  }

  private void note(String controller, Intent.Note note, Instant now) {
    Notes.request(ledger.tentative(), controller, note, now)
        .ifPresent(request -> submit(request, now));
  }

  private void createOwned(String controller, Intent.CreateOwned owned, Instant now) {
    boolean first = true;
    for (Intent.Create each : owned.all()) {
      Request request = request(controller, each.key(), "", new Request.Verb.Create(each.object()));
      Decision decision = pipeline.decide(ledger.tentative(), request, now, chance);
      if (first && !(decision instanceof Decision.Refused)) {
        carryOut(controller, new Intent.Apply(owned.owner(), owned.before(), "", false), now);
      }
      first = false;
      settle(request, decision);
      note(controller, told(owned, each, decision), now);
      if (decision instanceof Decision.Refused) {
        return;
      }
    }
  }

  private static Intent.Note told(Intent.CreateOwned owned, Intent.Create each, Decision decision) {
    return decision instanceof Decision.Refused(var refusal, var _)
        ? new Intent.Note(
            owned.owner(),
            owned.uid(),
            "Warning",
            "FailedCreate",
            "Error creating: " + refusal.message())
        : new Intent.Note(
            owned.owner(),
            owned.uid(),
            "Normal",
            "SuccessfulCreate",
            "Created "
                + each.key().kind().kind().toLowerCase(Locale.ROOT)
                + ": "
                + each.key().name());
  }

  private static String word(Intent.Propagation propagation) {
    return switch (propagation) {
      case BACKGROUND -> "Background";
      case FOREGROUND -> "Foreground";
      case ORPHAN -> "Orphan";
    };
  }

  private void removeFinalizer(String controller, Intent.Finalized finalized, Instant now) {
    Predicate<Json> other = f -> !f.equals(Json.of(finalized.finalizer()));
    Optional<Obj> ending =
        ledger
            .find(finalized.key())
            .filter(e -> e.uid().equals(finalized.uid()))
            .map(Entry::json)
            .filter(o -> o.items("spec", "finalizers").contains(Json.of(finalized.finalizer())));
    if (ending.isPresent()) {
      List<Json> kept = ending.get().items("spec", "finalizers").stream().filter(other).toList();
      var verb =
          new Request.Verb.Update(ending.get().withAt(Json.array(kept), "spec", "finalizers"));
      submit(controller, finalized.key(), "finalize", verb, now);
      return;
    }
    keep(new Item(controller, finalized.key(), finalized.uid(), "finalizers"), other, now);
  }

  private void removeOwner(String controller, Intent.Disowned disowned, Instant now) {
    Predicate<Json> other = o -> !o.text("uid").equals(disowned.owner().value());
    keep(new Item(controller, disowned.key(), disowned.uid(), "ownerReferences"), other, now);
  }

  /// A list in the metadata of one object, and who wants it changed.
  private record Item(String controller, ObjectKey key, Uid uid, String list) {}

  /// Keeps the items that pass.
  private void keep(Item of, Predicate<Json> passes, Instant now) {
    Optional<Entry> found = ledger.find(of.key()).filter(e -> e.uid().equals(of.uid()));
    if (found.isPresent()) {
      Obj object = found.get().json();
      List<Json> kept = object.items("metadata", of.list()).stream().filter(passes).toList();
      Obj changed = object.withAt(Json.array(kept), "metadata", of.list());
      submit(of.controller(), of.key(), "", new Request.Verb.Update(changed), now);
    }
  }

  private void subscribe(Intent.Subscribe wanted) {
    View view = ledger.tentative();
    Optional<Membership> now = view.feed(wanted.subscriber()).find(wanted.part());
    boolean isIn = now.map(Membership::in).orElse(false);
    if (isIn == wanted.in()) {
      return;
    }
    ledger.write(new Delta.Member(wanted.subscriber(), wanted.part(), wanted.in(), wanted.cause()));
  }

  private void submit(
      String controller, ObjectKey key, String subresource, Request.Verb verb, Instant now) {
    submit(request(controller, key, subresource, verb), now);
  }

  private static Request request(
      String controller, ObjectKey key, String subresource, Request.Verb verb) {
    var options =
        new Request.Options(controller, true, false, Request.FieldValidation.STRICT, List.of());
    return new Request(User.controller(controller), key, subresource, verb, options);
  }

  /// Judges and commits in one step; nothing can come between.
  private void submit(Request request, Instant now) {
    settle(request, pipeline.decide(ledger.tentative(), request, now, chance));
  }

  private void settle(Request request, Decision decision) {
    switch (decision) {
      case Decision.Accepted accepted -> commits.commit(accepted.proposal());
      case Decision.Unchanged _ -> {}
      case Decision.Refused(var refusal, var _) -> {
        refused++;
        ledger.whenDurable(
            new Effect.Log(
                "IntentRefused",
                request.user().name() + " on " + request.key() + ": " + refusal.message()));
      }
    }
  }
}
