package dev.skerry.control.placement;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.controller.Intent;
import dev.skerry.control.controller.Plan;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Conditions;
import dev.skerry.control.workload.KindNames;
import dev.skerry.control.workload.Pods;
import dev.skerry.control.workload.Shares;
import dev.skerry.control.workload.Wanted;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Carries out Placements: shares for the workloads they select, and the decisions with their
/// reasons in `status`.
public final class PlacementController implements Controller {
  /// Decisions kept in one status, so that it stays an object people can read.
  static final int MAX_DECISIONS = 500;

  /// When to look again for room that was missing.
  static final Duration RETRY = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "placement-controller";
  }

  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    ObjectKey key = change.key();
    if (key.kind().equals(KindNames.PLACEMENT)) {
      return List.of(key);
    }
    if (key.kind().equals(KindNames.SITE) || key.kind().equals(KindNames.NODE)) {
      return List.copyOf(view.all(KindNames.PLACEMENT, TenantName.DEFAULT).keySet());
    }
    return Shares.isWorkload(key) && Workload.changed(change)
        ? List.copyOf(view.in(KindNames.PLACEMENT, key.tenant(), key.namespace()).keySet())
        : List.of();
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(KindNames.PLACEMENT)
            ? view.find(key).filter(e -> Shares.own(view, e))
            : Optional.empty();
    if (found.isEmpty() || Pods.deleting(found.get().json())) {
      return Plan.NOTHING;
    }
    var rules = PlacementRules.of(found.get());
    var intents = new ArrayList<Intent>();
    var choices = new ArrayList<Choice>();
    for (Entry workload : rules.workloads(view)) {
      Choice choice = Choice.of(view, workload, rules);
      choices.add(choice);
      intents.addAll(
          ShareWriter.write(view, workload, choice.shares(), rules.name(), reason(rules, choice)));
      intents.addAll(ShareWriter.tell(workload, problem(choice), now));
    }
    intents.addAll(Wanted.status(found.get(), rules.json(), status(rules, choices, now)));
    boolean incomplete = choices.stream().anyMatch(c -> c.missing() > 0);
    return incomplete ? Plan.of(intents).again(now.plus(RETRY)) : Plan.of(intents);
  }

  private static String reason(PlacementRules rules, Choice choice) {
    long all = choice.shares().values().stream().mapToLong(Long::longValue).sum();
    return rules.perSite().isPresent()
        ? "placement " + rules.name() + ": " + count(rules.perSite().getAsLong()) + " at every site"
        : "placement " + rules.name() + ": " + count(all) + " over its sites";
  }

  private static String count(long replicas) {
    return replicas == 1 ? "1 replica" : replicas + " replicas";
  }

  private static Optional<Conditions.Said> problem(Choice choice) {
    if (choice.shares().isEmpty()) {
      return Optional.of(ShareWriter.nowhere("no site may have it", choice.refused()));
    }
    if (choice.missing() > 0) {
      String why =
          count(choice.missing()) + " found no site: " + ShareWriter.sentence(choice.refused());
      return Optional.of(new Conditions.Said("Placed", "False", "InsufficientSites", why));
    }
    return Optional.empty();
  }

  private static Obj status(PlacementRules rules, List<Choice> choices, Instant now) {
    List<Json> decisions =
        choices.stream()
            .<Json>flatMap(c -> decisions(rules, c).stream())
            .limit(MAX_DECISIONS)
            .toList();
    var conditions = new ArrayList<Json>();
    conditions.add(Conditions.stamped(rules.json(), placed(choices), now));
    if (!rules.partitionPolicy().equals("keepRunning")) {
      var said =
          Conditions.Said.of(
              "PartitionPolicyHonoured",
              false,
              "NotBuilt",
              "partitionPolicy "
                  + rules.partitionPolicy()
                  + " is not built yet: shares are kept running; set keepRunning");
      conditions.add(Conditions.stamped(rules.json(), said, now));
    }
    return Json.object()
        .put("observedGeneration", rules.json().integer("metadata", "generation").orElse(0))
        .put("decisions", Json.array(decisions))
        .put("conditions", Json.array(conditions))
        .build();
  }

  private static Conditions.Said placed(List<Choice> choices) {
    if (choices.isEmpty()) {
      return Conditions.Said.of(
          "Placed", false, "NothingSelected", "no workload of the namespace is selected");
    }
    return choices.stream()
        .flatMap(c -> problem(c).stream())
        .findFirst()
        .orElseGet(() ->
            Conditions.Said.of("Placed", true, "Placed", "every selected workload has its sites"));
  }

  private static List<Obj> decisions(PlacementRules rules, Choice choice) {
    var all = new ArrayList<Obj>();
    String workload = choice.workload().key().kind().kind() + "/" + choice.workload().key().name();
    choice
        .shares()
        .forEach((site, replicas) ->
            all.add(
                Json.object()
                    .put("workload", workload)
                    .put("site", site.value())
                    .put("replicas", replicas)
                    .put("reason", "Placed")
                    .put("sentence", reason(rules, choice))
                    .build()));
    for (Filtered no : choice.refused()) {
      all.add(
          Json.object()
              .put("workload", workload)
              .put("site", no.site().value())
              .put("replicas", 0)
              .put("reason", no.reason())
              .put("sentence", no.sentence())
              .build());
    }
    return all;
  }
}
