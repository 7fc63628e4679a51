package dev.skerry.control.link;

import static java.util.function.Predicate.not;

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
/// Setting `runs` is `{run, welcomed, met, newest}`: the run that has the store now and whether the
/// parent let it in; those before it that were let in; and the newest before it whether they were
/// or not: the parent may have let one in that had no time to note it, and children met them all.
/// Each is `[run, until]`, as in a greeting.
public final class Runs {
  private static final String RUNS = "runs";

  /// The parent knows the last one it let in. It knows an older one only when it is restored
  /// itself.
  private static final int MOST_MET = 24;

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
    List<Json> newest = last.items("newest");
    if (!last.isEmpty()) {
      Json over = Json.array(List.of(Json.of(last.text("run")), Json.of(view.revision().value())));
      newest = with(newest, over, Life.ALL_TOLD);
      met = last.isTrue("welcomed") ? with(met, over, MOST_MET) : met;
    }
    Obj now =
        Json.object()
            .put("run", run)
            .put("met", Json.array(met))
            .put("newest", Json.array(newest))
            .build();
    var earlier = new ArrayList<Life.Earlier>();
    met.stream().filter(not(newest::contains)).forEach(each -> earlier.add(earlier(each)));
    newest.forEach(each -> earlier.add(earlier(each)));
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
