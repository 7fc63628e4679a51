package dev.skerry.control.log;

import dev.skerry.control.loop.Answer;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Pipeline;
import dev.skerry.control.write.Proposal;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts proposals into the log: checks that what they were computed from still stands, splits the
/// object into its parts, writes those that changed.
public final class Commits {
  private final Ledger ledger;
  private final Pipeline pipeline;

  public Commits(Ledger ledger, Pipeline pipeline) {
    this.ledger = ledger;
    this.pipeline = pipeline;
  }

  /// The answer to give once the ledger is durable.
  public Answer commit(Proposal proposal) {
    Optional<Entry> current = ledger.find(proposal.key());
    if (!current.map(Entry::revision).equals(proposal.expected())) {
      return mismatch(proposal, current);
    }
    Optional<Refusal> late = pipeline.late(ledger.tentative(), proposal);
    if (late.isPresent()) {
      return new Answer.Refused(late.get());
    }
    return switch (proposal.action()) {
      case Proposal.Action.Put(Obj object) -> put(proposal.key(), current, object);
      case Proposal.Action.Remove(Uid uid) -> remove(proposal.key(), current, uid);
    };
  }

  private Answer mismatch(Proposal proposal, Optional<Entry> current) {
    ObjectKey key = proposal.key();
    if (proposal.reported()) {
      String message =
          "Operation cannot be fulfilled on "
              + key.kind()
              + " \""
              + key.name()
              + "\": the object has been modified; please apply your changes to the latest version and try again";
      return new Answer.Refused(
          new Refusal(Refusal.Reason.CONFLICT, message, key.kind(), key.name(), List.of()));
    }
    return new Answer.Stale(current.map(Entry::revision).orElse(ledger.tentative().revision()));
  }

  private Answer put(ObjectKey key, Optional<Entry> current, Obj object) {
    SiteName self = ledger.tentative().self();
    var uid = new Uid(object.text("metadata", "uid"));
    SiteName home = current.map(Entry::home).orElse(self);
    boolean changed = false;
    if (home.equals(self)) {
      Body spec = new Body.Present(spec(object));
      changed = ledger.writeOwn(new PartKey(uid, Part.SPEC, self), key, spec);
    }
    Obj status = status(object);
    if (!status.isEmpty() || current.isPresent()) {
      Body body = status.isEmpty() ? new Body.Gone("empty") : new Body.Present(status);
      changed |= ledger.writeOwn(new PartKey(uid, Part.STATUS, self), key, body);
    }
    Entry after =
        ledger.find(key).orElseThrow(() -> new IllegalStateException("nothing stands at " + key));
    return new Answer.Stored(after, changed && current.isEmpty());
  }

  private Answer remove(ObjectKey key, Optional<Entry> current, Uid uid) {
    Entry last =
        current.orElseThrow(() -> new IllegalStateException("nothing to remove at " + key));
    SiteName self = ledger.tentative().self();
    ledger.writeOwn(new PartKey(uid, Part.SPEC, self), key, new Body.Gone("deleted"));
    Revision at = ledger.tentative().revision();
    return new Answer.Removed(last, at);
  }

  private static Obj spec(Obj object) {
    List<Json> fields = managed(object, false);
    Obj spec = object.without("status").withoutAt("metadata", "resourceVersion");
    return fields.isEmpty()
        ? spec.withoutAt("metadata", "managedFields")
        : spec.withAt(Json.array(fields), "metadata", "managedFields");
  }

  private static Obj status(Obj object) {
    Obj.Builder out = Json.object();
    object.at("status").ifPresent(status -> out.put("status", status));
    List<Json> fields = managed(object, true);
    if (!fields.isEmpty()) {
      out.put("managedFields", Json.array(fields));
    }
    return out.build();
  }

  private static List<Json> managed(Obj object, boolean ofStatus) {
    var fields = new ArrayList<Json>();
    for (Json entry : object.items("metadata", "managedFields")) {
      if (entry.text("subresource").equals("status") == ofStatus) {
        fields.add(entry);
      }
    }
    return fields;
  }
}
