package dev.skerry.node.agent;

import static java.util.Objects.requireNonNull;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.fake.VirtualNode;
import dev.skerry.node.plan.Here;
import dev.skerry.node.plan.WantedPod;
import dev.skerry.node.pod.PodSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A node, the pods it is given, and what it said.
final class Story {
  static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  static final Here HERE = new Here(new NodeName("s1-1"), "192.0.2.1", 4000, 8L << 30);

  final VirtualNode node = new VirtualNode(Settings.of(PodSettings.of(HERE)), START);
  final SortedMap<Uid, WantedPod> wanted = new TreeMap<>();
  final SortedMap<String, Obj> configMaps = new TreeMap<>();
  final SortedMap<Uid, Obj> status = new TreeMap<>();
  final List<String> phases = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final List<String> gone = new ArrayList<>();

  /// Single quotes stand for double ones.
  static Obj json(String text) {
    try {
      byte[] bytes = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
      return (Obj) JsonText.parse(bytes, JsonLimits.REQUEST).value();
    } catch (JsonRefused refused) {
      throw new IllegalArgumentException(refused);
    }
  }

  static Uid uid(int n) {
    return Uid.random(n, 0);
  }

  /// Wants pod `web` with this spec.
  void want(String spec) {
    wantAs(1, "web", spec);
  }

  void wantAs(int n, String name, String spec) {
    Obj metadata =
        Json.object()
            .put("name", name)
            .put("namespace", "default")
            .put("uid", uid(n).value())
            .put("generation", 3)
            .build();
    Obj pod = Json.object().put("metadata", metadata).put("spec", json(spec)).build();
    wanted.put(uid(n), new WantedPod(pod, configMaps, new TreeMap<>()));
    feed();
  }

  void change(int n, Json value, String first, String... rest) {
    WantedPod before = requireNonNull(wanted.get(uid(n)));
    Obj pod = before.pod().withAt(value, first, rest);
    wanted.put(uid(n), new WantedPod(pod, new TreeMap<>(configMaps), before.secrets()));
    feed();
  }

  void delete(long graceSeconds) {
    change(1, Json.of(graceSeconds), "metadata", "deletionGracePeriodSeconds");
    change(1, Json.of("2026-11-20T12:10:00Z"), "metadata", "deletionTimestamp");
  }

  void feed() {
    node.want(wanted);
    listen();
  }

  void run(Duration time) {
    node.runFor(time);
    listen();
  }

  void runSeconds(long seconds) {
    run(Duration.ofSeconds(seconds));
  }

  /// Statuses flow back to the node with the pods, as the control plane composes them.
  void agentCrash() {
    statusesFlowBack();
    node.want(wanted);
    node.agentCrash();
    listen();
  }

  void powerCut() {
    statusesFlowBack();
    node.powerCut(wanted);
    listen();
  }

  private void statusesFlowBack() {
    wanted.replaceAll((uid, pod) ->
        new WantedPod(
            pod.pod().with("status", status.getOrDefault(uid, Obj.EMPTY)),
            pod.configMaps(),
            pod.secrets()));
  }

  void listen() {
    for (Effect effect : node.take()) {
      switch (effect) {
        case Effect.Report(Uid pod, Obj now) -> {
          status.put(pod, now);
          if (phases.isEmpty() || !phases.getLast().equals(now.text("phase"))) {
            phases.add(now.text("phase"));
          }
        }
        case Effect.Event event -> events.add(event.reason() + ": " + event.message());
        case Effect.Gone(var pod) -> gone.add(pod.name());
        case Effect.Run _, Effect.WakeAt _ -> {}
      }
    }
  }

  Obj web() {
    return requireNonNull(status.get(uid(1)));
  }

  /// The status of the n-th container of `web`.
  Obj container(int n) {
    return (Obj) web().items("containerStatuses").get(n);
  }

  /// Name and attempt of every run that was started, in order.
  List<String> started() {
    return node.machine().started().stream().map(id -> id.name() + "/" + id.attempt()).toList();
  }

  ContainerId id(String container, int attempt) {
    return new ContainerId(uid(1), container, attempt);
  }

  String condition(String type) {
    for (Json condition : web().items("conditions")) {
      if (condition.text("type").equals(type)) {
        return condition.text("status");
      }
    }
    return "absent";
  }
}
