package dev.skerry.control.log;

import dev.skerry.control.loop.Effect;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.Rows;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.store.Change;
import dev.skerry.store.Restore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The log as the loop sees it: what is durable, what is decided beyond that, and the batches in
/// between. One batch is with the store while the next one fills. If a batch finds no room both are
/// forgotten, which is no more than going back to the durable view.
public final class Ledger {
  /// Fills while another is being appended; a commit costs about one disk flush however large it
  /// is, so this only bounds memory and the time to the first answer.
  static final int MAX_CHANGES = 4_096;

  private final long authorityEpoch;
  private Listener listener = Listener.NOBODY;
  private View durable;
  private View tentative;
  private Batch filling;
  private Optional<Batch> flying = Optional.empty();
  private Revision least = Revision.ZERO;
  private long batches;

  /// A batch of the log and whoever waits for it.
  public static final class Batch {
    public final long number;
    public final Revision after;
    public final List<Change> changes = new ArrayList<>();
    public final List<ObjectChange> events = new ArrayList<>();
    public final List<Effect> whenDurable = new ArrayList<>();
    public final List<Consumer<List<Effect>>> hooks = new ArrayList<>();
    View result;

    Batch(long number, View start) {
      this.number = number;
      this.after = start.revision();
      this.result = start;
    }
  }

  /// Hears of everything that is decided, at once.
  public interface Listener {
    Listener NOBODY =
        new Listener() {
          @Override
          public void changed(ObjectChange change) {}

          @Override
          public void part(Stored part) {}
        };

    void changed(ObjectChange change);

    /// A part got a version, whether or not that shows in an object.
    void part(Stored part);
  }

  public Ledger(View durable, long authorityEpoch) {
    this.durable = durable;
    this.tentative = durable;
    this.authorityEpoch = authorityEpoch;
    this.filling = new Batch(0, durable);
  }

  /// All that is decided, durable or not: what decisions are made on.
  public View tentative() {
    return tentative;
  }

  public View durable() {
    return durable;
  }

  public boolean full() {
    return filling.changes.size() >= MAX_CHANGES;
  }

  /// Effects to release when everything written so far is durable; at once when it is.
  public void whenDurable(Effect effect) {
    filling.whenDurable.add(effect);
  }

  public void whenDurable(Consumer<List<Effect>> hook) {
    filling.hooks.add(hook);
  }

  private Revision after(View view) {
    Revision next = view.revision().next();
    return least.isAfter(next) ? least : next;
  }

  /// The next change is far ahead of the last one, so that what is written from now on has versions
  /// above all that were ever given here, also by a process on a newer disk than this one.
  public void leap() {
    least = Restore.head(tentative.revision());
  }

  public void write(Delta delta) {
    Revision at = after(tentative);
    filling.changes.add(Rows.change(delta, at));
    View.Step step = tentative.with(delta, at);
    tentative = step.view();
    filling.events.addAll(step.changes());
    step.changes().forEach(listener::changed);
    if (delta instanceof Delta.Part(PartRecord record)) {
      listener.part(new Stored(record, at));
      if (record.key().part() == Part.SPEC && record.gone()) {
        endOwnParts(record);
      }
    }
  }

  public void listen(Listener to) {
    listener = to;
  }

  /// Writes a part of which this control plane is the authority, if that says anything new.
  boolean writeOwn(PartKey key, ObjectKey object, Body body) {
    Optional<Body> old = tentative.part(key).map(s -> s.record().body());
    boolean nothingNew =
        old.isPresent()
            ? old.get().equals(body)
                || (old.get() instanceof Body.Gone && body instanceof Body.Gone)
            : body instanceof Body.Gone;
    if (nothingNew) {
      return false;
    }
    var version = new Version(authorityEpoch, after(tentative).value());
    write(new Delta.Part(new PartRecord(key, version, object, tentative.self(), body)));
    return true;
  }

  /// The same in a version above all that were ever given.
  public void writeAnew(PartRecord record) {
    var version = new Version(authorityEpoch, after(tentative).value());
    write(
        new Delta.Part(
            new PartRecord(
                record.key(), version, record.object(), record.authority(), record.body())));
  }

  /// With an object's spec everything ends that this control plane said about it.
  private void endOwnParts(PartRecord spec) {
    for (Stored stored : List.copyOf(tentative.parts(spec.key().uid()).values())) {
      PartRecord record = stored.record();
      if (record.authority().equals(tentative.self()) && record.key().part() != Part.SPEC) {
        writeOwn(record.key(), record.object(), new Body.Gone("its object is gone"));
      }
    }
  }

  public Optional<Entry> find(ObjectKey key) {
    return tentative.find(key);
  }

  /// The filled batch, to be appended now; empty while another one is under way or nothing was
  /// written. Effects that wait for no change are released with `released`; what their hooks write
  /// is in the batch.
  public Optional<Batch> takeOff(List<Effect> released) {
    if (flying.isPresent()) {
      return Optional.empty();
    }
    while (filling.changes.isEmpty()) {
      Batch idle = filling;
      if (idle.whenDurable.isEmpty() && idle.hooks.isEmpty()) {
        return Optional.empty();
      }
      filling = new Batch(batches, tentative);
      released.addAll(idle.whenDurable);
      idle.hooks.forEach(hook -> hook.accept(released));
    }
    return Optional.of(takeOff());
  }

  private Batch takeOff() {
    Batch batch = filling;
    batch.result = tentative;
    flying = Optional.of(batch);
    batches++;
    filling = new Batch(batches, tentative);
    return batch;
  }

  /// A batch without changes, by which the store says whether another process writes it now; empty
  /// while one is under way.
  public Optional<Batch> question() {
    return settled() ? Optional.of(takeOff()) : Optional.empty();
  }

  /// The batch under way is durable: its view becomes the durable one.
  public Batch landed(long number) {
    Batch batch = flying.filter(b -> b.number == number).orElseThrow();
    flying = Optional.empty();
    durable = batch.result;
    return batch;
  }

  /// Whether all that is decided is durable.
  public boolean settled() {
    return flying.isEmpty() && filling.changes.isEmpty();
  }

  /// There was no room: everything undurable is forgotten.
  public void drop() {
    flying = Optional.empty();
    tentative = durable;
    batches++;
    filling = new Batch(batches, durable);
  }
}
