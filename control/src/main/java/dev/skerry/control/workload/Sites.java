package dev.skerry.control.workload;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.TenantName;
import java.util.List;
import java.util.Optional;

/// The sites below a control plane, as their Site objects say.
public final class Sites {
  /// The condition that says whether a site and its parent follow one history.
  public static final String HISTORY_AGREED = "HistoryAgreed";

  public static final String SINGLE_COPY = "SingleCopy";
  public static final String LET_IN_BY_PARENT = "LetInByParent";

  /// Settings `history-complete/<peer>`, `{incarnation, at, by, when}`: from the time a person
  /// accepted this control plane's history until that peer has compared everything under it.
  public static final String HISTORY_COMPLETE = "history-complete/";

  private Sites() {}

  public static ObjectKey key(SiteName site) {
    return ObjectKey.of(KindNames.SITE, "", site.value());
  }

  public static Optional<Entry> find(View view, SiteName site) {
    return view.find(key(site));
  }

  /// The children, sorted by name.
  public static List<Entry> children(View view) {
    return view.all(KindNames.SITE, TenantName.DEFAULT).values().stream()
        .filter(e -> !e.projected() && !e.key().name().equals(view.self().value()))
        .toList();
  }

  public static SiteName name(Entry site) {
    return new SiteName(site.key().name());
  }

  /// Heard lately. A site that is not known is not.
  public static boolean online(View view, SiteName site) {
    return find(view, site).filter(e -> Conditions.isTrue(e.json(), "Online")).isPresent();
  }

  /// Since when a site has not been heard, as its Site says: a fact of the log, not an age.
  public static Optional<String> silentSince(View view, SiteName site) {
    return find(view, site)
        .map(Entry::json)
        .flatMap(json ->
            json.string("status", "lastHeard")
                .or(() ->
                    Conditions.find(json, "Online").flatMap(c -> c.string("lastTransitionTime"))));
  }

  /// Who accepted the history of this control plane, while the child has still to compare with it.
  public static Optional<String> accepted(View view, String site) {
    Obj accepted = view.setting(HISTORY_COMPLETE + "site:" + site);
    return accepted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            accepted.text("by")
                + " accepted the history of "
                + view.self()
                + " at "
                + accepted.text("when")
                + "; "
                + site
                + " has not compared itself with it yet");
  }

  /// The feed of a child.
  public static String subscriber(SiteName site) {
    return "site:" + site;
  }
}
