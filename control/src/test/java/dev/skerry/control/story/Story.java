package dev.skerry.control.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.kind.Catalog;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Request;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A control plane without a log: intents go through the real pipeline and take effect at once; one
/// that is refused ends the story.
public final class Story {
  private static final int MAX_STEPS = 20_000;
  private static final String PERSON = "ada";

  private record Job(int controller, ObjectKey key) implements Comparable<Job> {
    @Override
    public int compareTo(Job other) {
      int byController = Integer.compare(controller, other.controller);
      return byController != 0 ? byController : key.compareTo(other.key);
    }
  }

  public final List<Intent.Note> notes = new ArrayList<>();

  private final List<Controller> controllers;
  private final TreeSet<Job> due = new TreeSet<>();
  private final TreeMap<Job, Instant> alarms = new TreeMap<>();
  private View view;
  private Instant now = Instant.parse("2026-11-20T09:00:00Z");
  private long draws;
  private final Chance chance;
  private final Pipeline pipeline = new StandardPipeline(new Catalog()::at);

  public Story(String self, Controller... controllers) {
    this.controllers = List.of(controllers);
    this.view = View.empty(new SiteName(self));
    this.chance = _ -> (++draws + 1_000_003L * self.hashCode()) * 0x9E3779B97F4A7C15L;
    for (int i = 0; i < controllers.length; i++) {
      for (ObjectKey key : controllers[i].seeds(view)) {
        due.add(new Job(i, key));
      }
    }
  }

  public View view() {
    return view;
  }

  public Instant now() {
    return now;
  }

  public Obj get(ObjectKey key) {
    return view.find(key).orElseThrow(() -> new AssertionError("no " + key)).json();
  }

  public boolean has(ObjectKey key) {
    return view.find(key).isPresent();
  }

  public List<Entry> all(GroupKind kind) {
    return List.copyOf(view.all(kind, TenantName.DEFAULT).values());
  }

  /// A person creates or replaces an object, its status too where it says one.
  public void put(Obj object) {
    ObjectKey key = Objects.key(object);
    Optional<Entry> old = view.find(key);
    if (old.isEmpty()) {
      submit(PERSON, key, "", new Request.Verb.Create(object.without("status")));
    } else {
      Obj before = old.get().json();
      Obj meta = before.obj("metadata");
      for (String field : object.obj("metadata").keys()) {
        meta = meta.with(field, object.at("metadata", field).orElseThrow());
      }
      Obj complete = object.with("metadata", meta.without("resourceVersion"));
      submit(PERSON, key, "", new Request.Verb.Update(complete));
    }
    if (object.has("status")) {
      merge(key, Json.object().put("status", object.obj("status")).build());
    }
  }

  /// Through the real pipeline; what it refuses is a fault of the story or of a controller.
  private void submit(String who, ObjectKey key, String subresource, Request.Verb verb) {
    var user = who.equals(PERSON) ? new User(who, List.of(User.MASTERS)) : User.controller(who);
    var options = new Request.Options(who, true, false, Request.FieldValidation.STRICT, List.of());
    var request = new Request(user, key, subresource, verb, options);
    switch (pipeline.decide(view, request, now, chance)) {
      case Decision.Accepted(var proposal, var _) -> {
        switch (proposal.action()) {
          case Proposal.Action.Put(var object) -> write(key, object);
          case Proposal.Action.Remove(var uid) -> remove(key, uid);
        }
      }
      case Decision.Unchanged _ -> {}
      case Decision.Refused(var refusal, var _) ->
          throw new AssertionError(who + " on " + key + ": " + refusal.message());
    }
  }

  /// Somebody changes fields of an object or its status; lists of conditions merge by type.
  public void merge(ObjectKey key, Obj fields) {
    Obj before = get(key);
    write(key, regenerated(before, (Obj) merged(before, fields)));
  }

  private static Obj regenerated(Obj before, Obj after) {
    long generation = before.integer("metadata", "generation").orElse(1);
    return before.obj("spec").equals(after.obj("spec"))
        ? after
        : after.withAt(Json.of(generation + 1), "metadata", "generation");
  }

  private static Json merged(Json under, Json over) {
    if (under instanceof Obj one && over instanceof Obj two) {
      Obj out = one;
      for (String field : two.keys()) {
        Json value = two.find(field).orElseThrow();
        out = out.with(field, out.find(field).map(v -> merged(v, value)).orElse(value));
      }
      return out;
    }
    if (under instanceof Json.Arr(var old) && over instanceof Json.Arr(var items)) {
      boolean conditions = items.stream().allMatch(i -> i.at("type").isPresent());
      if (conditions && !items.isEmpty()) {
        var all = new ArrayList<Json>(old);
        for (Json item : items) {
          all.removeIf(o -> o.text("type").equals(item.text("type")));
          all.add(item);
        }
        return Json.array(all);
      }
    }
    return over;
  }

  private void write(ObjectKey key, Obj object) {
    var uid = new Uid(object.text("metadata", "uid"));
    Obj spec =
        object
            .without("status")
            .withoutAt("metadata", "resourceVersion")
            .withAt(Json.array(managed(object, false)), "metadata", "managedFields");
    SiteName home = view.find(key).map(Entry::home).orElse(view.self());
    if (home.equals(view.self())) {
      part(new PartKey(uid, Part.SPEC, home), key, new Body.Present(spec));
    }
    if (object.has("status")) {
      Obj status =
          Json.object()
              .put("status", object.obj("status"))
              .put("managedFields", Json.array(managed(object, true)))
              .build();
      part(new PartKey(uid, Part.STATUS, view.self()), key, new Body.Present(status));
    }
  }

  private static List<Json> managed(Obj object, boolean ofStatus) {
    return object.items("metadata", "managedFields").stream()
        .filter(f -> f.text("subresource").equals("status") == ofStatus)
        .toList();
  }

  public void part(PartKey part, ObjectKey object, Body body) {
    long seq = view.revision().value() + 1;
    receive(new PartRecord(part, new Version(1, seq), object, view.self(), body));
  }

  /// A part arrives, from here or elsewhere.
  public void receive(PartRecord record) {
    boolean same =
        view.part(record.key())
            .filter(s ->
                s.record().body().equals(record.body())
                    && s.record().object().equals(record.object()))
            .isPresent();
    if (same) {
      return;
    }
    step(new Delta.Part(record));
    for (int i = 0; i < controllers.size(); i++) {
      for (ObjectKey key : controllers.get(i).affected(record, view)) {
        due.add(new Job(i, key));
      }
    }
  }

  private void step(Delta delta) {
    View.Step step = view.with(delta, view.revision().next());
    view = step.view();
    for (ObjectChange change : step.changes()) {
      for (int i = 0; i < controllers.size(); i++) {
        for (ObjectKey key : controllers.get(i).affected(change, view)) {
          due.add(new Job(i, key));
        }
      }
    }
  }

  /// Runs until no controller wants anything, then asks all of them about everything again.
  public void settle() {
    run();
    for (int i = 0; i < controllers.size(); i++) {
      for (ObjectKey key : keys()) {
        Plan again = controllers.get(i).reconcile(view, key, now);
        assertThat(again.intents())
            .describedAs("%s asked again about %s", controllers.get(i).name(), key)
            .isEmpty();
      }
    }
  }

  private List<ObjectKey> keys() {
    return view.parts().values().stream().map(s -> s.record().object()).distinct().toList();
  }

  /// Runs at most one step of one controller; false when all is quiet.
  public boolean step() {
    if (due.isEmpty()) {
      return false;
    }
    Job job = due.removeFirst();
    alarms.remove(job);
    Plan plan = controllers.get(job.controller()).reconcile(view, job.key(), now);
    plan.again().ifPresent(at -> alarms.put(job, at));
    String controller = controllers.get(job.controller()).name();
    plan.intents().forEach(intent -> carryOut(controller, intent));
    return true;
  }

  private void run() {
    for (int i = 0; step(); i++) {
      if (i > MAX_STEPS) {
        throw new AssertionError("controllers do not come to rest; next is " + due.first());
      }
    }
  }

  public void advance(Duration time) {
    now = now.plus(time);
    alarms.forEach((job, at) -> {
      if (!at.isAfter(now)) {
        due.add(job);
      }
    });
    settle();
  }

  private void carryOut(String controller, Intent intent) {
    switch (intent) {
      case Intent.Apply(var key, var fields, var subresource, var create) -> {
        if (create || has(key)) {
          var patch = new Request.Verb.Patch(Request.PatchType.APPLY, fields);
          submit(controller, key, subresource, patch);
        }
      }
      case Intent.Create(var key, var object) -> {
        if (!has(key)) {
          submit(controller, key, "", new Request.Verb.Create(object));
        }
      }
      case Intent.CreateOwned owned -> {
        carryOut(controller, new Intent.Apply(owned.owner(), owned.before(), "", false));
        owned.all().forEach(each -> carryOut(controller, each));
      }
      case Intent.Delete delete ->
          view.find(delete.key())
              .filter(e -> e.uid().equals(delete.uid()))
              .ifPresent(e -> delete(controller, e, delete.graceSeconds(), delete.propagation()));
      case Intent.Finalized(var key, var _, var finalizer) ->
          finalize(controller, key, f -> !f.equals(Json.of(finalizer)));
      case Intent.Disowned(var key, var _, var owner) ->
          keep(controller, key, "ownerReferences", o -> !o.text("uid").equals(owner.value()));
      case Intent.WritePart(var part, var object, var body, var cause) ->
          part(
              part,
              object,
              body.<Body>map(Body.Present::new).orElseGet(() -> new Body.Gone(cause)));
      case Intent.Subscribe(var who, var part, var in, var cause) ->
          step(new Delta.Member(who, part, in, cause));
      case Intent.Set(var name, var value) -> step(new Delta.Setting(name, value));
      case Intent.Note note -> notes.add(note);
    }
  }

  private void finalize(String controller, ObjectKey key, Predicate<Json> passes) {
    List<Json> inSpec = get(key).items("spec", "finalizers");
    if (inSpec.isEmpty()) {
      keep(controller, key, "finalizers", passes);
      return;
    }
    Json kept = Json.array(inSpec.stream().filter(passes).toList());
    Obj changed = get(key).withAt(kept, "spec", "finalizers");
    submit(controller, key, "finalize", new Request.Verb.Update(changed));
  }

  private void keep(String controller, ObjectKey key, String list, Predicate<Json> passes) {
    Obj object = get(key);
    List<Json> kept = object.items("metadata", list).stream().filter(passes).toList();
    Obj changed = object.withAt(Json.array(kept), "metadata", list);
    submit(controller, key, "", new Request.Verb.Update(changed));
  }

  /// A person deletes an object.
  public void delete(ObjectKey key) {
    delete(view.find(key).orElseThrow(), Intent.Propagation.BACKGROUND);
  }

  public void delete(Entry entry, Intent.Propagation how) {
    delete(PERSON, entry, -1, how);
  }

  private void delete(String who, Entry entry, long grace, Intent.Propagation how) {
    Optional<Long> seconds = grace < 0 ? Optional.empty() : Optional.of(grace);
    String word = how.name().charAt(0) + how.name().substring(1).toLowerCase(Locale.ROOT);
    var verb = new Request.Verb.Delete(Optional.of(entry.uid()), Optional.empty(), seconds, word);
    submit(who, entry.key(), "", verb);
  }

  public void remove(ObjectKey key, Uid uid) {
    part(new PartKey(uid, Part.SPEC, view.self()), key, new Body.Gone("deleted"));
    var status = new PartKey(uid, Part.STATUS, view.self());
    if (view.part(status).isPresent()) {
      part(status, key, new Body.Gone("deleted"));
    }
  }

  /// Brings what is in a feed to the other end, which forgets what left it.
  public void ship(String subscriber, Story to) {
    for (var member : view.feed(subscriber).members().entrySet()) {
      view.part(member.getKey())
          .ifPresent(stored -> {
            PartRecord record = stored.record();
            if (member.getValue().in()) {
              to.receive(record);
            } else if (to.view.part(record.key()).isPresent()) {
              to.receive(
                  new PartRecord(
                      record.key(),
                      record.version(),
                      record.object(),
                      record.authority(),
                      new Body.Gone(member.getValue().cause())));
            }
          });
    }
  }

  /// The control plane writes a setting itself.
  public void set(String name, Obj value) {
    step(new Delta.Setting(name, value));
  }

  /// The subscriber has all of its feed: what is gone leaves it.
  public void confirmed(String subscriber) {
    for (PartKey key : List.copyOf(view.feed(subscriber).members().keySet())) {
      boolean in = view.feed(subscriber).find(key).orElseThrow().in();
      if (!in || view.part(key).map(s -> s.record().gone()).orElse(true)) {
        step(new Delta.Dropped(subscriber, key));
      }
    }
  }
}
