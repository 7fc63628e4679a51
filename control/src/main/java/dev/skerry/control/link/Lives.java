package dev.skerry.control.link;

import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Input;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Greeting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// From which run of which copy of its store each child spoke last, so that two boxes with one key,
/// or a disk that is older than what was said from it, are noticed.
///
/// Settings: `life/<peer>`, of the parent as well, is `{incarnation, run, heardBy, past}`, with our
/// own incarnation in `heardBy` and those it had before in `past`; `refused/parent` is `{sentence,
/// at}` while the parent does not let us in.
public final class Lives {
  static final String LIFE = "life/";
  static final String REFUSED = "refused/parent";

  /// Incarnations remembered of one child: each is a restoration, so a person's act.
  private static final int MOST_PAST = 64;

  /// A site dials every minute; what it is told in other words is written this seldom.
  private static final Duration REWORDED = Duration.ofMinutes(5);

  private static final String WHAT_TO_DO =
      ". Only one is let in. If this box is a copy, stop it. If it is the only one, stop it, make a"
          + " backup of its directory, restore that into a new one and start from there";

  private final Ledger ledger;
  private final String incarnation;

  /// @param incarnation of the store here
  public Lives(Ledger ledger, String incarnation) {
    this.ledger = ledger;
    this.incarnation = incarnation;
  }

  /// What a greeting shows.
  sealed interface Verdict {
    /// The process that spoke last, or one of which nothing is known.
    record Same() implements Verdict {}

    /// A later run of the store that spoke last, or one that was restored as it should be.
    record Follows() implements Verdict {}

    /// It knows the run that spoke last, but has not all that was heard from it: a disk lost the
    /// end of it, or the copy was made while it ran.
    record Forgot() implements Verdict {}

    /// It is of another line.
    record Copy(String sentence) implements Verdict {}
  }

  Verdict judge(String peer, Greeting said) {
    View view = ledger.tentative();
    Obj known = view.setting(LIFE + peer);
    Life life = said.life();
    boolean unknown =
        known.isEmpty() || life.isUntold() || !known.text("heardBy").equals(incarnation);
    if (unknown || (known.text("run").equals(life.run()) && isOf(known, said))) {
      return new Verdict.Same();
    }
    String name = said.from().name();
    if (known.items("past").contains(Json.of(said.incarnation()))) {
      return new Verdict.Copy(
          "the store of this box is the one that "
              + name
              + " had before it was restored from a copy"
              + WHAT_TO_DO);
    }
    if (!isOf(known, said)) {
      return new Verdict.Follows();
    }
    Optional<Life.Earlier> last = life.before(known.text("run"));
    if (last.isEmpty()) {
      return new Verdict.Copy(
          "this box has not the store from which "
              + name
              + " spoke last, so it is a copy of it or an older disk"
              + WHAT_TO_DO);
    }
    return has(view, peer, said) > last.get().until().value()
        ? new Verdict.Forgot()
        : new Verdict.Follows();
  }

  /// Whether the parent's store went back and was written on since: what it says stands at
  /// positions that were something else when they were heard. It is not refused, as nobody else has
  /// the fleet.
  boolean isFork(Input.Peer parent, Greeting said) {
    Obj known = ledger.tentative().setting(LIFE + parent.subscriber());
    String run = known.text("run");
    return isOf(known, said)
        && !said.life().isUntold()
        && !run.equals(said.life().run())
        && has(ledger.tentative(), parent.subscriber(), said) > said.life().reach(run).value();
  }

  /// Of a cursor in another line of a history: up to where the two lines are one follows.
  private static final String UNTIL = "-until-";

  /// A number that a peer says, and that is one for certain.
  private static final Pattern POSITION = Pattern.compile("[0-9]{1,18}");

  /// Where another line, as a peer names it, parted from the one of this incarnation; empty when it
  /// is no line of it.
  static OptionalLong parted(String incarnation, String line) {
    String from = incarnation + UNTIL;
    String at = line.startsWith(from) ? line.substring(from.length()) : "";
    return POSITION.matcher(at).matches()
        ? OptionalLong.of(Long.parseLong(at))
        : OptionalLong.empty();
  }

  /// From now on what was heard of the parent so far is of another history: all of the new one is
  /// compared with it, and nothing ends because it is not there.
  void follow(Input.Peer parent, Greeting said) {
    String peer = parent.subscriber();
    ledger
        .tentative()
        .cursor(peer)
        .ifPresent(cursor -> {
          String run = ledger.tentative().setting(LIFE + peer).text("run");
          String before = cursor.incarnation() + UNTIL + said.life().reach(run);
          ledger.write(new Delta.Cursor(peer, before, cursor.position()));
        });
    heard(peer, said);
  }

  private static boolean isOf(Obj known, Greeting said) {
    return known.text("incarnation").equals(said.incarnation());
  }

  /// How far this end has come in the history that speaks.
  private static long has(View view, String peer, Greeting said) {
    return view.cursor(peer)
        .filter(cursor -> cursor.incarnation().equals(said.incarnation()))
        .map(Delta.Cursor::position)
        .orElse(0L);
  }

  /// What a box is told that knocks while the other one answers.
  static String bothAlive(String name) {
    return "another box with the key of "
        + name
        + " is connected and answers, so one of the two is a copy"
        + WHAT_TO_DO;
  }

  /// Nothing that was heard from the peer counts as a place to go on from: all it has is compared.
  void startAnew(String peer) {
    if (ledger.tentative().cursor(peer).filter(c -> !c.incarnation().isEmpty()).isPresent()) {
      ledger.write(new Delta.Cursor(peer, "", 0));
    }
  }

  void established(Input.Peer peer, Greeting said) {
    switch (peer.kind()) {
      case PARENT -> {
        set(REFUSED, Obj.EMPTY);
        set(Runs.setting(), Runs.welcomed(ledger.tentative()));
        heard(peer.subscriber(), said);
      }
      case CHILD -> heard(peer.subscriber(), said);
      case NODE -> {}
    }
  }

  private void heard(String peer, Greeting said) {
    Optional<String> run = said.life().countsTo();
    if (run.isEmpty()) {
      return;
    }
    Obj known = ledger.tentative().setting(LIFE + peer);
    var past = new ArrayList<>(known.items("past"));
    if (!known.isEmpty() && !isOf(known, said)) {
      past.add(Json.of(known.text("incarnation")));
    }
    past.remove(Json.of(said.incarnation()));
    List<Json> kept = past.subList(Math.max(0, past.size() - MOST_PAST), past.size());
    set(
        LIFE + peer,
        Json.object()
            .put("incarnation", said.incarnation())
            .put("run", run.get())
            .put("heardBy", incarnation)
            .put("past", Json.array(kept))
            .build());
  }

  /// A conversation ended, perhaps before it began.
  void ended(Input.Peer peer, CloseReason reason, String sentence, Instant now) {
    if (peer.kind() == Input.Peer.Kind.PARENT && reason == CloseReason.REFUSED) {
      refused(sentence, now);
    }
  }

  /// The parent does not let us in, it says why. It may say so in ever other words.
  void refused(String sentence, Instant now) {
    Obj known = ledger.tentative().setting(REFUSED);
    boolean lately =
        !known.isEmpty() && now.isBefore(Instant.parse(known.text("at")).plus(REWORDED));
    if (!lately && !known.text("sentence").equals(sentence)) {
      set(REFUSED, Json.object().put("sentence", sentence).put("at", now.toString()).build());
    }
  }

  private void set(String name, Obj value) {
    if (!ledger.tentative().setting(name).equals(value)) {
      ledger.write(new Delta.Setting(name, value));
    }
  }
}
