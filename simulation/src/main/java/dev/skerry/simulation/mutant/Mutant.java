package dev.skerry.simulation.mutant;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.plane.Now;
import dev.skerry.simulation.host.Bugs;
import dev.skerry.simulation.world.Agenda;
import dev.skerry.store.Change;
import dev.skerry.sync.frame.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The planted bugs.
public enum Mutant implements Bugs {
  /// `Appended` is given when the batch is written, before the sync.
  ACK_BEFORE_DURABLE("a commit is answered when it is written, before it is synced") {
    @Override
    public boolean confirmsWhatIsNotDurable() {
      return true;
    }
  },
  /// `Intake` forgets to write the cursor beside the parts.
  SKIP_CURSOR_IN_COMMIT("the cursor is not in the commit of what it covers") {
    @Override
    public List<Change> stored(List<Change> changes) {
      return changes.stream()
          .map(c -> c.key().space().equals("cursor") ? new Change.Remove(c.revision(), c.key()) : c)
          .toList();
    }
  },
  /// `OutFeed.after` skips what is gone.
  FORGET_GONE("a feed leaves out what has ended") {
    @Override
    public Frame sent(Frame frame) {
      return frame instanceof Frame.Batch(var from, var to, var items)
          ? new Frame.Batch(from, to, items.stream().filter(item -> !item.record().gone()).toList())
          : frame;
    }
  },
  /// `OutFeed.historyComplete` answers true.
  ABSENCE_DELETES_AFTER_RESTORE("a restored core's list counts as complete") {
    @Override
    public Frame sent(Frame frame) {
      return frame instanceof Frame.Offer(var at, var _, int chunk, var entries, boolean last)
          ? new Frame.Offer(at, true, chunk, entries, last)
          : frame;
    }
  },
  /// A controller of the core takes the shares of sites that are not online.
  SILENCE_DELETES_SHARE("a site that is not heard loses its shares") {
    @Override
    public List<Controller> controllers(boolean core, List<Controller> controllers) {
      if (!core) {
        return controllers;
      }
      var all = new ArrayList<>(controllers);
      all.add(new Evicting());
      return all;
    }
  },
  /// `Now.steady` is taken from the wall clock.
  WALL_CLOCK_MEASURES_SILENCE("the age of a sign of life is measured by the wall clock") {
    @Override
    public Now now(Now now) {
      return new Now(now.wall(), Duration.between(Agenda.START, now.wall()));
    }
  };

  private final String sentence;

  Mutant(String sentence) {
    this.sentence = sentence;
  }

  /// `ack-before-durable`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String sentence() {
    return sentence;
  }

  public static Optional<Mutant> named(String word) {
    return List.of(values()).stream().filter(m -> m.word().equals(word)).findFirst();
  }
}
