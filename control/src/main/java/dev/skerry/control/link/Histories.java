package dev.skerry.control.link;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.log.Intents;
import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Sites;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.PartKey;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.frame.Greeting;
import dev.skerry.sync.session.Output;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which histories count: what peers have forgotten, and to whom this end's own history is declared
/// complete because a person accepted it.
///
/// Settings: `amnesia/<peer>` is `{reason}` while a peer has forgotten something; `kept/<peer>` is
/// `{absent, newer, absentObjects, newerObjects}`, what is held here against its word;
/// `followed/<peer>` is `{incarnation}` of the other history of ours that a peer followed before;
/// [Sites#HISTORY_COMPLETE] says who accepted ours.
public final class Histories {
  static final String AMNESIA = "amnesia/";
  static final String KEPT = "kept/";
  static final String FOLLOWED = "followed/";

  private static final String SITE = "site:";

  /// Objects named in a setting, of those that are counted: for a sentence, not for a machine.
  private static final int NAMED = 100;

  private final Ledger ledger;
  private final Intents intents;
  private final String incarnation;

  /// @param incarnation of this store
  public Histories(Ledger ledger, Intents intents, String incarnation) {
    this.ledger = ledger;
    this.intents = intents;
    this.incarnation = incarnation;
  }

  /// The peer lost part of its history: nothing here is deleted by its silence until a person says
  /// so.
  void forgot(String peer, String reason) {
    set(AMNESIA + peer, Json.object().put("reason", reason).build());
  }

  /// The peer says how far it has come. What it has of another history of ours it keeps until a
  /// person says so, also when nothing is known here of what that is.
  void greeted(String peer, Greeting said) {
    String other = said.have().map(Cursor::incarnation).orElse(incarnation);
    Obj accepted = ledger.tentative().setting(Sites.HISTORY_COMPLETE + peer);
    if (!other.equals(incarnation) && accepted.isEmpty()) {
      set(FOLLOWED + peer, Json.object().put("incarnation", other).build());
    } else if (!other.equals(incarnation)) {
      sayLineAnew(peer, other, accepted.integer("at").orElse(0));
    }
  }

  /// The peer followed another line of this store's own history: versions that were given since the
  /// two parted may say one thing there and another here.
  ///
  /// @param until what is newer was said anew before
  private void sayLineAnew(String peer, String line, long until) {
    Lives.parted(incarnation, line)
        .ifPresent(from -> {
          View view = ledger.tentative();
          view.feed(peer).members().keySet().stream()
              .flatMap(key -> view.part(key).stream())
              .map(Stored::record)
              .filter(record -> record.authority().equals(view.self()))
              .filter(record -> record.version().sequence() > from)
              .filter(record -> record.version().sequence() <= until)
              .toList()
              .forEach(ledger::writeAnew);
        });
  }

  void kept(String peer, Output.Kept kept) {
    SortedSet<String> absent = objects(kept.absent());
    SortedSet<String> newer = objects(kept.newer());
    set(
        KEPT + peer,
        Json.object()
            .put("absent", absent.size())
            .put("newer", newer.size())
            .put("absentObjects", named(absent))
            .put("newerObjects", named(newer))
            .build());
  }

  /// A Site is not counted: it is about the conversation itself.
  private SortedSet<String> objects(List<PartKey> keys) {
    var names = new TreeSet<String>();
    for (PartKey key : keys) {
      ledger
          .tentative()
          .part(key)
          .map(stored -> stored.record().object())
          .filter(object -> !object.kind().equals(Ages.SITE))
          .ifPresent(object -> names.add(shown(object)));
    }
    return names;
  }

  private static String shown(ObjectKey object) {
    String name =
        object.namespace().isEmpty() ? object.name() : object.namespace() + "/" + object.name();
    return object.kind().kind() + " " + name;
  }

  private static Json named(SortedSet<String> names) {
    return Json.strings(names.stream().limit(NAMED).toList());
  }

  void remembered(String peer) {
    set(AMNESIA + peer, Obj.EMPTY);
    set(KEPT + peer, Obj.EMPTY);
  }

  /// Declares this end's history complete to one child, or to all who ever followed it.
  ///
  /// @return the refusal, if it was one
  public Optional<Refusal> accept(Input.AcceptHistory accept, Instant now) {
    View view = ledger.tentative();
    SortedSet<String> peers = new TreeSet<>(view.subscribers());
    view.settings(Joins.CHILD)
        .keySet()
        .forEach(child -> peers.add(SITE + child.substring(Joins.CHILD.length())));
    if (accept.site().isPresent()) {
      SiteName site = accept.site().get();
      if (view.setting(Joins.CHILD + site).isEmpty()) {
        return Optional.of(
            Refusal.of(
                Refusal.Reason.NOT_FOUND, "no site named " + site + " has joined " + view.self()));
      }
      peers.retainAll(List.of(SITE + site));
    }
    long until = view.revision().value();
    ledger.leap();
    peers.forEach(peer -> declare(peer, until, accept.by(), now));
    return Optional.empty();
  }

  /// @param until the revision of what is accepted
  private void declare(String peer, long until, String by, Instant now) {
    Obj known = ledger.tentative().setting(Sites.HISTORY_COMPLETE + peer);
    if (!known.text("incarnation").equals(incarnation)) {
      set(
          Sites.HISTORY_COMPLETE + peer,
          Json.object()
              .put("incarnation", incarnation)
              .put("at", until)
              .put("by", by)
              .put("when", now.truncatedTo(ChronoUnit.SECONDS).toString())
              .build());
      String followed = ledger.tentative().setting(FOLLOWED + peer).text("incarnation");
      sayLineAnew(peer, followed, until);
      tell(peer, by, now);
    }
  }

  private void tell(String peer, String by, Instant now) {
    if (peer.startsWith(SITE)) {
      ledger
          .find(ObjectKey.of(Ages.SITE, "", peer.substring(SITE.length())))
          .ifPresent(site -> {
            String said =
                by + " accepted the history of " + ledger.tentative().self() + " towards this site";
            intents.carryOut(
                Ages.manager(),
                new Intent.Note(site.key(), site.uid(), "Normal", "HistoryAccepted", said),
                now);
          });
    }
  }

  /// The peer has all of the accepted history. What happens to this store later is another matter,
  /// for another acceptance.
  void agreed(String peer) {
    set(Sites.HISTORY_COMPLETE + peer, Obj.EMPTY);
    set(FOLLOWED + peer, Obj.EMPTY);
  }

  /// Says anew what the peer has newer, above every version that was ever given: nothing goes back,
  /// and what is here wins. What was written after the acceptance is newer than anything.
  void sayAnew(String peer, List<PartKey> keys) {
    long until = ledger.tentative().setting(Sites.HISTORY_COMPLETE + peer).integer("at").orElse(0);
    for (PartKey key : keys) {
      View view = ledger.tentative();
      boolean theirs = view.feed(peer).find(key).isPresent();
      view.part(key)
          .map(Stored::record)
          .filter(_ -> theirs)
          .filter(record -> record.authority().equals(view.self()))
          .filter(record -> record.version().sequence() <= until)
          .ifPresent(ledger::writeAnew);
    }
  }

  private void set(String name, Obj value) {
    if (!ledger.tentative().setting(name).equals(value)) {
      ledger.write(new Delta.Setting(name, value));
    }
  }
}
