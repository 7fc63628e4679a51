package dev.skerry.control.link;

import dev.skerry.control.access.User;
import dev.skerry.control.log.Commits;
import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Request;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.session.Output;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Puts what peers say into the log: a site's parts as they are, under their own versions; a node's
/// statuses as status writes of its pods, like any kubelet's.
public final class Intake {
  private static final GroupKind NODE = GroupKind.core("Node");

  private final Ledger ledger;
  private final Commits commits;
  private final Pipeline pipeline;
  private final Chance chance;

  public Intake(Ledger ledger, Commits commits, Pipeline pipeline, Chance chance) {
    this.ledger = ledger;
    this.commits = commits;
    this.pipeline = pipeline;
    this.chance = chance;
  }

  void apply(Input.Peer peer, Output.Apply apply, Instant now) {
    for (PartRecord record : apply.records()) {
      switch (peer.kind()) {
        case CHILD -> {
          if (concernsUs(peer, record)) {
            keep(record);
          }
        }
        case PARENT -> keep(record);
        case NODE -> status(peer, record, now);
      }
    }
    for (PartKey key : apply.absent()) {
      ledger.tentative().part(key).map(Stored::record).filter(r -> !r.gone()).ifPresent(this::end);
    }
    if (peer.kind() != Input.Peer.Kind.NODE) {
      apply
          .cursor()
          .ifPresent(c ->
              ledger.write(
                  new Delta.Cursor(peer.subscriber(), c.incarnation(), c.position().value())));
    }
  }

  /// A child may say anything about itself, but status only of itself and of what it was given: the
  /// rest would be kept for ever without a use.
  private boolean concernsUs(Input.Peer child, PartRecord record) {
    return record.key().part() == Part.REPORT
        || record.gone()
        || ledger
            .find(ObjectKey.of(Ages.SITE, "", child.name()))
            .filter(site -> site.uid().equals(record.key().uid()))
            .isPresent()
        || ledger
            .tentative()
            .part(new PartKey(record.key().uid(), Part.SHARE, record.key().site()))
            .isPresent();
  }

  private void keep(PartRecord record) {
    Optional<PartRecord> held = ledger.tentative().part(record.key()).map(Stored::record);
    boolean older = held.isPresent() && held.get().version().isAfter(record.version());
    if (older || held.equals(Optional.of(record)) || (held.isEmpty() && record.gone())) {
      return;
    }
    ledger.write(new Delta.Part(record));
  }

  private void end(PartRecord record) {
    var gone = new Body.Gone("its authority no longer has it");
    ledger.write(
        new Delta.Part(
            new PartRecord(
                record.key(), record.version(), record.object(), record.authority(), gone)));
  }

  private void status(Input.Peer node, PartRecord record, Instant now) {
    View view = ledger.tentative();
    Optional<Entry> found = view.find(record.key().uid()).filter(entry -> isOf(node, entry));
    if (found.isEmpty()) {
      return;
    }
    Entry entry = found.get();
    switch (record.body()) {
      case Body.Present body -> {
        Obj changed = entry.json().with("status", body.json().obj("status"));
        var options =
            new Request.Options(
                "node-agent", true, false, Request.FieldValidation.IGNORE, List.of());
        var user = new User("system:node:" + node.name(), List.of(User.NODES, User.MASTERS));
        var request =
            new Request(
                user,
                entry.key(),
                "status",
                new Request.Verb.Update(changed.withoutAt("metadata", "resourceVersion")),
                options);
        if (pipeline.decide(view, request, now, chance) instanceof Decision.Accepted accepted) {
          commits.commit(accepted.proposal());
        }
      }
      case Body.Gone _ -> {
        if (entry.home().equals(view.self())
            && entry.json().at("metadata", "deletionTimestamp").isPresent()) {
          commits.commit(
              new Proposal(
                  entry.key(),
                  Optional.of(entry.revision()),
                  false,
                  new Proposal.Action.Remove(entry.uid())));
        }
      }
    }
  }

  /// A node speaks for itself and for the pods bound to it.
  private static boolean isOf(Input.Peer node, Entry entry) {
    return entry.key().kind().equals(NODE)
        ? entry.key().name().equals(node.name())
        : entry.json().text("spec", "nodeName").equals(node.name());
  }
}
