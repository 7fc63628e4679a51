package dev.skerry.control.link;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.Conditions.Said;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What people are told when a site is there twice: the condition `SingleCopy` of a Site at its
/// parent, and `LetInByParent` at the site itself. Each is there only since there was something to
/// say.
///
/// Setting `copy/<peer>` is `{sentence, at}` since a copy was refused, until none tried for long.
final class Copies {
  static final String COPY = "copy/";

  /// A refused box dials every minute; the time of its last try is written this seldom.
  private static final Duration SELDOM = Duration.ofMinutes(5);

  /// A copy that did not try for so long is taken for stopped.
  private static final Duration OVER = Duration.ofMinutes(15);

  private Copies() {}

  static void refused(Ledger ledger, String peer, String sentence, Instant now) {
    Obj known = ledger.tentative().setting(COPY + peer);
    boolean said = known.text("sentence").equals(sentence);
    if (!said || !now.isBefore(at(known).plus(SELDOM))) {
      Obj copy = Json.object().put("sentence", sentence).put("at", now.toString()).build();
      ledger.write(new Delta.Setting(COPY + peer, copy));
    }
  }

  private static Instant at(Obj copy) {
    return Instant.parse(copy.text("at"));
  }

  /// Copies that are silent are taken for stopped.
  static void sweep(Ledger ledger, Instant now) {
    ledger
        .tentative()
        .settings(COPY)
        .forEach((name, copy) -> {
          if (now.isAfter(at(copy).plus(OVER))) {
            ledger.write(new Delta.Setting(name, Obj.EMPTY));
          }
        });
  }

  /// Another box has the name now.
  static void forget(Ledger ledger, String peer) {
    if (!ledger.tentative().setting(COPY + peer).isEmpty()) {
      ledger.write(new Delta.Setting(COPY + peer, Obj.EMPTY));
    }
  }

  /// What a parent says of a child.
  static Optional<Said> ofChild(View view, Entry site) {
    Obj copy = view.setting(COPY + Sites.subscriber(Sites.name(site)));
    return copy.isEmpty()
        ? over(site, new Said(Sites.SINGLE_COPY, "True", "Alone", "no copy of it was heard lately"))
        : Optional.of(
            new Said(
                Sites.SINGLE_COPY,
                "False",
                "SecondCopyRefused",
                "a box with the key of "
                    + site.key().name()
                    + " was refused, it was told: "
                    + copy.text("sentence")));
  }

  /// What a site says of itself.
  static Optional<Said> ofOurselves(View view, Entry site) {
    Obj refused = view.setting(Lives.REFUSED);
    String parent = site.json().text("spec", "parent");
    return refused.isEmpty()
        ? over(
            site,
            new Said(Sites.LET_IN_BY_PARENT, "True", "LetIn", parent + " speaks with this site"))
        : Optional.of(
            new Said(
                Sites.LET_IN_BY_PARENT,
                "False",
                "RefusedByParent",
                parent
                    + " does not speak with this site, which goes on by itself: "
                    + refused.text("sentence")));
  }

  private static Optional<Said> over(Entry site, Said well) {
    return Conditions.find(site.json(), well.type()).map(_ -> well);
  }
}
