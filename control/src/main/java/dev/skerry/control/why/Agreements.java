package dev.skerry.control.why;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.TenantName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// How the history of this control plane stands with each site below it, and at a site with its
/// parent: for people who put something back from a copy.
public final class Agreements {
  private Agreements() {}

  /// One site.
  ///
  /// @param agreed `True`, `False`, or `Unknown` while the site is not heard
  /// @param reason one word for programs
  /// @param copies what is wrong with who speaks for it: another box does, too, or its parent
  ///   refuses this one
  public record Stand(
      String site, String agreed, String reason, String message, Optional<Json> copies) {
    public Obj toJson() {
      var out =
          Json.object()
              .put("site", site)
              .put("agreed", agreed)
              .put("reason", reason)
              .put("message", message);
      copies.ifPresent(said ->
          out.put(
              "copies",
              Json.object()
                  .put("reason", said.text("reason"))
                  .put("message", said.text("message"))
                  .build()));
      return out.build();
    }
  }

  /// Sorted by name.
  public static List<Stand> of(View view) {
    return view.all(KindNames.SITE, TenantName.DEFAULT).values().stream()
        .filter(site -> !site.projected())
        .map(site -> stand(view, site))
        .toList();
  }

  private static Stand stand(View view, Entry site) {
    String name = site.key().name();
    Obj object = site.json();
    var said = Conditions.find(object, Sites.HISTORY_AGREED);
    boolean disagrees = said.filter(c -> c.text("status").equals("False")).isPresent();
    boolean silent =
        Conditions.find(object, "Online").filter(c -> !c.text("status").equals("True")).isPresent();
    Optional<Json> copies = copies(object);
    if (disagrees) {
      Json why = said.orElseThrow();
      return new Stand(name, "False", why.text("reason"), why.text("message"), copies);
    }
    Optional<String> accepted = Sites.accepted(view, name);
    if (accepted.isPresent()) {
      return new Stand(name, "Unknown", "Accepted", accepted.get(), copies);
    }
    String unheard =
        name + " is not heard: whether it knows more than is known here shows when it is back";
    return silent
        ? new Stand(name, "Unknown", "Silent", unheard, copies)
        : new Stand(name, "True", "Agreed", "both follow one history", copies);
  }

  private static Optional<Json> copies(Obj site) {
    return Stream.of(Sites.SINGLE_COPY, Sites.LET_IN_BY_PARENT)
        .flatMap(type -> Conditions.find(site, type).stream())
        .filter(condition -> condition.text("status").equals("False"))
        .findFirst();
  }
}
