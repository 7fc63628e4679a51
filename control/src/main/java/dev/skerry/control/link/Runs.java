package dev.skerry.control.link;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.sync.feed.Life;
import java.util.ArrayList;
import java.util.List;

/// The runs of this store, as it knows them itself.
///
/// Setting `runs` is `{run, welcomed, met, since}`: the run that has the store now and whether the
/// parent let it in; those before it that were let in; and those after the last of these, which the
/// parent may have let in without their having noted it. Each is `[run, until]`, as in a greeting.
public final class Runs {
  private static final String RUNS = "runs";

  /// The parent knows the last one it let in. It knows an older one only when it is restored
  /// itself.
  private static final int MOST_MET = 24;

  /// Of a store that is started over and over while it is cut off the newest count, since in one of
  /// them at most the parent was met.
  private static final int MOST_SINCE = 32;

  private Runs() {}

  /// The begin of a run.
  ///
  /// @param note to be made durable before anybody is greeted
  /// @param life to tell when it is; when there was no room, [#unwritten] of it
  public record Begin(Delta.Setting note, Life life) {}

  /// @param view as the process found the store
  /// @param run drawn by the process
  public static Begin begin(View view, String run) {
    Obj last = view.setting(RUNS);
    List<Json> met = last.items("met");
    List<Json> since = last.items("since");
    if (!last.isEmpty()) {
      Json over = Json.array(List.of(Json.of(last.text("run")), Json.of(view.revision().value())));
      if (last.isTrue("welcomed")) {
        met = with(met, over, MOST_MET);
        since = List.of();
      } else {
        since = with(since, over, MOST_SINCE);
      }
    }
    Obj now =
        Json.object()
            .put("run", run)
            .put("met", Json.array(met))
            .put("since", Json.array(since))
            .build();
    var earlier = new ArrayList<Life.Earlier>();
    met.forEach(each -> earlier.add(earlier(each)));
    since.forEach(each -> earlier.add(earlier(each)));
    return new Begin(new Delta.Setting(RUNS, now), new Life(run, earlier));
  }

  private static List<Json> with(List<Json> runs, Json one, int most) {
    var all = new ArrayList<>(runs);
    all.add(one);
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  private static Life.Earlier earlier(Json entry) {
    List<Json> fields = ((Json.Arr) entry).items();
    return new Life.Earlier(
        ((Json.Str) fields.getFirst()).value(), new Revision(((Json.Int) fields.get(1)).value()));
  }

  /// A run that the store does not know of can say only what came before it; what it writes itself
  /// passes for more of the last one.
  public static Life unwritten(Life life) {
    var earlier = new ArrayList<>(life.earlier());
    if (!earlier.isEmpty()) {
      String last = earlier.removeLast().run();
      earlier.add(new Life.Earlier(last, new Revision(Long.MAX_VALUE)));
    }
    return new Life("", earlier);
  }

  /// The parent let this run in: what it knew before no longer matters.
  static Obj welcomed(View view) {
    Obj now = view.setting(RUNS);
    return now.isEmpty() ? now : now.with("welcomed", Json.of(true));
  }

  static String setting() {
    return RUNS;
  }
}
