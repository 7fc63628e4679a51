package dev.skerry.control.link;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.Conditions.Said;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The condition `HistoryAgreed` of a Site: whether the site and its parent follow one history, and
/// if not, who forgot what and what a person can do. It is there only since they first did not. The
/// site says it of its parent, at its own API and in its status above; the parent repeats that and
/// says it of the site.
final class Agreement {
  private static final String TYPE = Sites.HISTORY_AGREED;

  /// Said once, when a person did it: see [Histories].
  private static final String ACCEPTED = "Accepted";

  /// Objects named in a sentence; all are counted.
  private static final int NAMED = 5;

  private static final Said AGREED =
      new Said(TYPE, "True", "Agreed", "the site and its parent follow one history");

  private Agreement() {}

  /// What a site says of its parent on its own Site object.
  static Optional<Said> withParent(View view, Entry site) {
    Obj forgot = view.setting(Histories.AMNESIA + "parent");
    if (forgot.isEmpty()) {
      return over(site);
    }
    String parent = site.json().text("spec", "parent");
    String how =
        "; nothing is deleted because of it. See what that means with 'skerry history' at "
            + parent
            + ", then let what "
            + parent
            + " has win with 'skerry history accept --site "
            + view.self()
            + "'";
    return Optional.of(
        new Said(
            TYPE,
            "False",
            "ParentForgot",
            parent
                + " has forgotten part of its history"
                + kept(view.setting(Histories.KEPT + "parent"), parent)
                + how));
  }

  /// What a parent says of a child on its Site object.
  static Optional<Said> withChild(View view, Entry site) {
    String name = site.key().name();
    String peer = Sites.subscriber(new SiteName(name));
    if (!view.setting(Histories.AMNESIA + peer).isEmpty()) {
      return Optional.of(
          new Said(
              TYPE,
              "False",
              "SiteForgot",
              name
                  + " has forgotten part of its history"
                  + kept(view.setting(Histories.KEPT + peer), name)
                  + "; what it said before is shown until somebody runs 'skerry history accept"
                  + " --all' with a kubeconfig of "
                  + name));
    }
    return reported(view, site)
        .filter(c -> c.text("status").equals("False"))
        .map(c -> new Said(TYPE, "False", c.text("reason"), c.text("message")))
        .or(() -> followed(view, name))
        .map(c ->
            Sites.accepted(view, name)
                .map(accepted -> new Said(TYPE, "False", ACCEPTED, accepted))
                .orElse(c))
        .or(() -> over(site));
  }

  /// When this control plane is so new that it has no place for what the site says.
  private static Optional<Said> followed(View view, String name) {
    String self = view.self().value();
    return view.setting(Histories.FOLLOWED + Sites.subscriber(new SiteName(name))).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Said(
                TYPE,
                "False",
                "ParentForgot",
                name
                    + " followed another history of "
                    + self
                    + " before: this one was restored, or began empty. What "
                    + name
                    + " has of the other one it keeps; see it with 'skerry history' and a kubeconfig"
                    + " of "
                    + name
                    + ", then let what "
                    + self
                    + " has win with 'skerry history accept --site "
                    + name
                    + "'"));
  }

  private static Optional<Json> reported(View view, Entry site) {
    var part = new PartKey(site.uid(), Part.STATUS, new SiteName(site.key().name()));
    return view.part(part)
        .map(Stored::record)
        .flatMap(record ->
            record.body() instanceof Body.Present body
                ? Conditions.find(body.json(), TYPE)
                : Optional.empty());
  }

  private static Optional<Said> over(Entry site) {
    return Conditions.find(site.json(), TYPE).map(_ -> AGREED);
  }

  private static String kept(Obj kept, String of) {
    if (kept.isEmpty()) {
      return "";
    }
    return ": kept are "
        + counted(kept, "absent")
        + " that "
        + of
        + " does not have, and "
        + counted(kept, "newer")
        + " in versions that it does not know";
  }

  private static String counted(Obj kept, String which) {
    List<Json> names = kept.items(which + "Objects");
    long count = kept.integer(which).orElse(0);
    String named =
        names.stream()
            .limit(NAMED)
            .map(n -> ((Json.Str) n).value())
            .collect(Collectors.joining(", "));
    return count
        + (count == 1 ? " object" : " objects")
        + (named.isEmpty() ? "" : " (" + named + (count > NAMED ? ", …" : "") + ")");
  }

  /// That a person accepted was said when it happened.
  static boolean isTold(Said condition) {
    return condition.reason().equals(ACCEPTED);
  }
}
