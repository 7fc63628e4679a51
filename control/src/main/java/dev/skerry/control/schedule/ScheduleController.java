package dev.skerry.control.schedule;

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
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Binds pods to the nodes of a site. Not for a core, which has no nodes of its own.
public final class ScheduleController implements Controller {
  @Override
  public String name() {
    return "default-scheduler";
  }

  /// The pod itself; all waiting pods when a node changed or a pod made room.
  @Override
  public List<ObjectKey> affected(ObjectChange change, View view) {
    boolean pod = change.key().kind().equals(KindNames.POD);
    if (change.key().kind().equals(KindNames.NODE) || (pod && madeRoom(change))) {
      return view.all(KindNames.POD, TenantName.DEFAULT).values().stream()
          .filter(e -> !e.projected() && Pods.node(e.json()).isEmpty())
          .map(Entry::key)
          .toList();
    }
    return pod ? List.of(change.key()) : List.of();
  }

  private static boolean madeRoom(ObjectChange change) {
    return change.after().isEmpty() || Pods.ended(change.after().get().json());
  }

  @Override
  public Plan reconcile(View view, ObjectKey key, Instant now) {
    Optional<Entry> found =
        key.kind().equals(KindNames.POD)
            ? view.find(key).filter(e -> Shares.executes(view, e))
            : Optional.empty();
    if (found.isEmpty()) {
      return Plan.NOTHING;
    }
    Obj pod = found.get().json();
    boolean waits = Pods.node(pod).isEmpty() && !Pods.deleting(pod) && !Pods.ended(pod);
    if (!waits) {
      return Plan.NOTHING;
    }
    Optional<Unhandled.Asked> asked = Unhandled.in(pod.obj("spec"));
    return asked.isPresent()
        ? refuse(found.get(), pod, asked.get().reason(), asked.get().message(), now)
        : choose(view, found.get(), pod, now);
  }

  private Plan choose(View view, Entry entry, Obj pod, Instant now) {
    List<Candidate> nodes = Candidate.of(view);
    var neighbours = new Neighbours(entry, pod, nodes);
    var filters = new Filters(pod, neighbours);
    var fitting = new ArrayList<Candidate>();
    var reasons = new TreeMap<String, Integer>();
    for (Candidate node : nodes) {
      List<String> why = filters.reasons(node);
      if (why.isEmpty()) {
        fitting.add(node);
      }
      why.forEach(reason -> reasons.merge(reason, 1, Integer::sum));
    }
    return new Scores(pod, filters, neighbours)
        .best(fitting)
        .map(node -> bind(view, entry, pod, node, now))
        .orElseGet(() -> refuse(entry, pod, "Unschedulable", sentence(nodes.size(), reasons), now));
  }

  /// `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) were unschedulable.`
  private static String sentence(int nodes, Map<String, Integer> reasons) {
    if (nodes == 0) {
      return "no nodes available to schedule pods";
    }
    List<String> counted =
        reasons.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList();
    return "0/" + nodes + " nodes are available: " + String.join(", ", counted) + ".";
  }

  private static Plan bind(View view, Entry entry, Obj pod, Candidate node, Instant now) {
    var intents = new ArrayList<Intent>();
    Obj spec = Json.object().put("nodeName", node.name()).build();
    Obj fields = Json.object().put("spec", spec).build();
    if (Shares.own(view, entry)) {
      intents.addAll(Wanted.fields(entry, pod, fields));
    } else {
      var part = new PartKey(entry.uid(), Part.OVERRIDE, view.self());
      intents.addAll(Wanted.part(view, part, entry.key(), Optional.of(fields), "bound"));
    }
    var said = new Conditions.Said("PodScheduled", "True", "", "");
    intents.addAll(Wanted.status(entry, pod, status(pod, said, now)));
    ObjectKey key = entry.key();
    String message =
        "Successfully assigned " + key.namespace() + "/" + key.name() + " to " + node.name();
    intents.add(new Intent.Note(key, entry.uid(), "Normal", "Scheduled", message));
    return Plan.of(intents);
  }

  private static Obj status(Obj pod, Conditions.Said said, Instant now) {
    Obj condition = Conditions.stamped(pod, said, now);
    return Json.object().put("conditions", Json.array(List.of(condition))).build();
  }

  private static Plan refuse(Entry entry, Obj pod, String reason, String message, Instant now) {
    var said = Conditions.Said.of("PodScheduled", false, reason, message);
    List<Intent> intents = Wanted.status(entry, pod, status(pod, said, now));
    if (intents.isEmpty()) {
      return Plan.NOTHING;
    }
    return Plan.of(intents)
        .plus(new Intent.Note(entry.key(), entry.uid(), "Warning", "FailedScheduling", message));
  }
}
