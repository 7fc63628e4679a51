package dev.skerry.server.plane;

import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.write.Pipeline;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.meta.GroupKind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Reads rules and policies in a thread of its own when they come, since the first one of a process
/// takes seconds for which the loop would stand still. At most one such thread at a time; it ends
/// when it has read the newest view.
public final class Warming {
  private static final List<GroupKind> RULED =
      List.of(KindNames.POLICY, KindNames.POLICY_BINDING, Definition.KIND);

  private final Pipeline pipeline;

  /// How often it was asked for since the thread began; it ends when that is done.
  private final AtomicInteger asked = new AtomicInteger();

  private volatile Optional<View> newest = Optional.empty();

  public Warming(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /// Takes note and returns.
  public void heard(View view, List<ObjectChange> changes) {
    if (changes.stream().anyMatch(change -> RULED.contains(change.key().kind()))) {
      warm(view);
    }
  }

  public void warm(View view) {
    newest = Optional.of(view);
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name("warming").start(this::run);
    }
  }

  private void run() {
    int done;
    do {
      done = asked.get();
      newest.ifPresent(pipeline::warm);
    } while (!asked.compareAndSet(done, 0));
  }
}
