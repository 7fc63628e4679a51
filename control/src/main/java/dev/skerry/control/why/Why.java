package dev.skerry.control.why;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.PodSpecs;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.selector.LabelSelector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Explains where a workload runs.
public final class Why {
  private final View view;
  private final Entry entry;
  private final Obj json;
  private final Instant now;
  private final SortedMap<SiteName, Instant> heard;

  private Why(View view, Entry entry, Instant now, SortedMap<SiteName, Instant> heard) {
    this.view = view;
    this.entry = entry;
    this.json = entry.json();
    this.now = now;
    this.heard = heard;
  }

  /// One row per site that has a share or was refused one, sorted by site; none when there is no
  /// such workload.
  ///
  /// @param key of a Deployment or a Pod
  /// @param heard when each site was last heard; what is not in it is taken from the Site objects
  public static List<Row> explain(
      View view, ObjectKey key, Instant now, SortedMap<SiteName, Instant> heard) {
    Optional<Entry> found =
        Shares.isWorkload(key) ? view.find(key).filter(e -> !e.projected()) : Optional.empty();
    return found.map(entry -> new Why(view, entry, now, heard).rows()).orElse(List.of());
  }

  private List<Row> rows() {
    SortedMap<SiteName, Obj> shares = Shares.of(view, entry.uid());
    SortedMap<SiteName, Obj> statuses = Shares.statuses(view, entry.uid());
    var rows = new ArrayList<Row>();
    shares.forEach((site, share) ->
        rows.add(row(site, share, statuses.getOrDefault(site, Obj.EMPTY).obj("status"))));
    if (shares.isEmpty() && Sites.children(view).isEmpty()) {
      Obj all =
          Json.object().put("replicas", wanted()).put("reason", "it is the site's own").build();
      rows.add(row(view.self(), all, json.obj("status")));
    }
    rows.addAll(refused(shares.keySet().stream().map(SiteName::value).toList()));
    rows.sort(java.util.Comparator.comparing(Row::site));
    return rows;
  }

  private Row row(SiteName site, Obj share, Obj status) {
    long replicas = Shares.replicas(share);
    Facts facts = Facts.of(entry.key(), json, status, replicas);
    String running = versions(site);
    String version = running.isEmpty() ? desired() : running;
    boolean here = site.equals(view.self());
    if (!here && !Sites.online(view, site)) {
      return offline(site, facts, running);
    }
    Optional<Duration> age = here ? Optional.of(Duration.ZERO) : age(site);
    String why = share.text("reason");
    if (facts.complete()) {
      String sentence = site + " runs " + count(replicas) + " of " + version + "; " + why;
      return new Row(
          site.value(), Row.Decision.PLACED, "Running", sentence, facts.since(), age, version);
    }
    Optional<Trouble> trouble = trouble(site, status);
    String sentence =
        site
            + " is getting "
            + desired()
            + ": "
            + facts.updated()
            + " of "
            + count(replicas)
            + " available"
            + (running.isEmpty() ? "" : ", now " + running)
            + trouble.map(t -> "; " + t.sentence()).orElse("")
            + "; "
            + why;
    String reason =
        trouble.map(Trouble::reason).orElse(facts.reported() ? "Updating" : "NotReported");
    return new Row(
        site.value(), Row.Decision.PENDING, reason, sentence, facts.since(), age, version);
  }

  private Row offline(SiteName site, Facts facts, String running) {
    Optional<Duration> age = age(site);
    String heardThen =
        age.map(a -> "was last heard " + Row.brief(a) + " ago").orElse("was never heard");
    String then = running.isEmpty() ? "" : "; it ran " + running + " then and keeps it";
    String next = facts.complete() ? "" : "; " + desired() + " waits for it";
    return new Row(
        site.value(),
        Row.Decision.OFFLINE,
        "NotHeard",
        site + " " + heardThen + then + next,
        last(site),
        age,
        running.isEmpty() ? desired() : running);
  }

  private Optional<Instant> last(SiteName site) {
    return Optional.ofNullable(heard.get(site))
        .or(() -> Sites.silentSince(view, site).map(Instant::parse));
  }

  private Optional<Duration> age(SiteName site) {
    return last(site).map(at -> Duration.between(at, now));
  }

  /// What the namespace's placements said of sites without a share.
  private List<Row> refused(List<String> placed) {
    ObjectKey key = entry.key();
    String workload = key.kind().kind() + "/" + key.name();
    var rows = new ArrayList<Row>();
    for (Entry placement : view.in(KindNames.PLACEMENT, key.tenant(), key.namespace()).values()) {
      Obj object = placement.json();
      Optional<Instant> since =
          Conditions.find(object, "Placed")
              .flatMap(c -> c.string("lastTransitionTime"))
              .map(Instant::parse);
      for (Json decision : object.items("status", "decisions")) {
        String site = decision.text("site");
        if (decision.text("workload").equals(workload)
            && !placed.contains(site)
            && decision.integer("replicas").orElse(0) == 0) {
          String sentence = site + " got no share: " + decision.text("sentence");
          rows.add(
              new Row(
                  site,
                  Row.Decision.REJECTED,
                  decision.text("reason"),
                  sentence,
                  since,
                  Optional.of(Duration.ZERO),
                  ""));
        }
      }
    }
    return rows;
  }

  private long wanted() {
    return json.integer("spec", "replicas").orElse(1);
  }

  private static String count(long replicas) {
    return replicas == 1 ? "1 replica" : replicas + " replicas";
  }

  private String desired() {
    return String.join(", ", tags(Shares.podSpec(entry.key(), json)));
  }

  /// Image tags of those of its pods at a site that run, as the site's reports say.
  private String versions(SiteName site) {
    SortedSet<String> tags = new TreeSet<>();
    for (Obj pod : pods(site)) {
      if (pod.text("status", "phase").equals("Running")) {
        tags.addAll(tags(pod.obj("spec")));
      }
    }
    return String.join(", ", tags);
  }

  private Optional<Trouble> trouble(SiteName site, Obj status) {
    return entry.key().kind().equals(KindNames.POD)
        ? Trouble.of(Json.object().put("status", status).build())
        : pods(site).stream().flatMap(pod -> Trouble.of(pod).stream()).findFirst();
  }

  /// The pods of a Deployment that a site reports.
  private List<Obj> pods(SiteName site) {
    ObjectKey key = entry.key();
    Obj selector = json.obj("spec", "selector");
    if (selector.isEmpty()) {
      return List.of();
    }
    LabelSelector chosen = LabelSelector.of(selector);
    return view.in(KindNames.POD, key.tenant(), key.namespace()).values().stream()
        .filter(pod -> pod.home().equals(site) && chosen.matches(pod.labels()))
        .map(Entry::json)
        .toList();
  }

  /// The part after the last slash: `shop:v1`.
  private static SortedSet<String> tags(Obj podSpec) {
    var tags = new TreeSet<String>();
    for (String image : PodSpecs.images(podSpec)) {
      tags.add(image.substring(image.lastIndexOf('/') + 1));
    }
    return tags;
  }
}
