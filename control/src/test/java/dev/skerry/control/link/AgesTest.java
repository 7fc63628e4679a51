package dev.skerry.control.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.controller.Intent;
import dev.skerry.control.log.Ledger;
import dev.skerry.control.loop.Now;
import dev.skerry.control.loop.Presence;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
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
import org.junit.jupiter.api.Test;

/// A core that starts again above many sites: what it writes about them, and how much at once.
final class AgesTest {
  private static final int SITES = 200;
  private static final SiteName CORE = new SiteName("core");
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Instant START = Instant.parse("2026-11-28T06:00:00Z");

  private final View view = fleet();
  private final Confirmations nothing = new Confirmations(new Ledger(view, 1));
  private final Ages ages = new Ages(SILENCE);
  private int most;

  private static Obj condition(String type, String reason, String message) {
    return Json.object()
        .put("type", type)
        .put("status", "True")
        .put("reason", reason)
        .put("message", message)
        .build();
  }

  /// As a core that stopped has left it: everybody heard and in sync.
  private static View fleet() {
    View view = View.empty(CORE);
    Json conditions =
        Json.array(
            List.of(
                condition("Managed", "Joined", "it joined with a token"),
                condition("Online", "Heard", "its link is up"),
                condition("InSync", "Confirmed", "it has confirmed its whole feed")));
    Obj status =
        Json.object()
            .put("conditions", conditions)
            .put("lastHeard", "2026-11-28T05:59:00Z")
            .build();
    for (int i = 0; i < SITES; i++) {
      Uid uid = Uid.random(i, i);
      ObjectKey key = ObjectKey.of(Ages.SITE, "", "s" + i);
      Obj meta = Json.object().put("name", key.name()).put("uid", uid.value()).build();
      var spec = new PartKey(uid, Part.SPEC, CORE);
      Obj child = Json.object().put("uid", uid.value()).build();
      view = with(view, part(spec, key, Obj.EMPTY.with("metadata", meta)));
      view =
          with(
              view,
              part(new PartKey(uid, Part.STATUS, CORE), key, Obj.EMPTY.with("status", status)));
      view = with(view, new Delta.Member("site:" + key.name(), spec, true, ""));
      view = with(view, new Delta.Setting(Joins.CHILD + key.name(), child));
    }
    return view;
  }

  private static Delta part(PartKey part, ObjectKey key, Obj body) {
    return new Delta.Part(
        new PartRecord(part, new Version(1, 1), key, CORE, new Body.Present(body)));
  }

  private static View with(View view, Delta delta) {
    return view.with(delta, view.revision().next()).view();
  }

  /// All that is written in one round, that long after the start.
  private List<Intent> round(Duration elapsed) {
    var intents = new ArrayList<Intent>();
    ages.begin();
    while (!ages.idle()) {
      List<Intent> some =
          ages.next(view, Presence.NONE, nothing, new Now(START.plus(elapsed), elapsed));
      most = Math.max(most, some.size());
      intents.addAll(some);
    }
    return intents;
  }

  @Test
  void aCoreThatStartsAgainWritesNothingAboutSitesItDidNotHearYet() {
    for (int second = 0; second <= SILENCE.toSeconds(); second++) {
      assertThat(round(Duration.ofSeconds(second))).isEmpty();
    }
  }

  @Test
  void aWholeFleetThatIsSilentIsWrittenAboutLittleByLittle() {
    assertThat(round(SILENCE.plusSeconds(1))).hasSize(SITES);
    assertThat(most).isPositive().isLessThanOrEqualTo(Ages.AT_ONCE);
  }
}
