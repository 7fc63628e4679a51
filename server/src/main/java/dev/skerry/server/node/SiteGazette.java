package dev.skerry.server.node;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.event.Notes;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.server.plane.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Events of a node whose control plane is in the same process.
public final class SiteGazette implements Gazette {
  private static final String REPORTER = "node-agent";
  private static final GroupKind POD = GroupKind.core("Pod");

  /// For one write; what takes longer is not worth an event.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Loop loop;
  private final Pipeline pipeline;
  private final Chance chance;

  /// @param chance may be asked by any thread
  public SiteGazette(Loop loop, Pipeline pipeline, Chance chance) {
    this.loop = loop;
    this.pipeline = pipeline;
    this.chance = chance;
  }

  @Override
  public void print(Item item) throws InterruptedException {
    var view = loop.published().view();
    var about = ObjectKey.of(POD, item.pod().namespace(), item.pod().name());
    var note = new Intent.Note(about, item.pod().uid(), item.type(), item.reason(), item.message());
    Instant now = Instant.now();
    Optional<Request> request = Notes.request(view, REPORTER, note, now);
    if (request.isPresent()
        && pipeline.decide(view, request.get(), now, chance)
            instanceof Decision.Accepted accepted) {
      loop.commit(accepted.proposal(), PATIENCE);
    }
  }
}
