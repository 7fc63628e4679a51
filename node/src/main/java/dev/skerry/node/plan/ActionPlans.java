package dev.skerry.node.plan;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.probe.Action;
import dev.skerry.node.probe.ProbePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Probes and hooks of a container.
public final class ActionPlans {
  private ActionPlans() {}

  public static List<ProbePlan> probes(Obj container) {
    var all = new ArrayList<ProbePlan>();
    probe(container, "startupProbe", ProbePlan.Kind.STARTUP).ifPresent(all::add);
    probe(container, "livenessProbe", ProbePlan.Kind.LIVENESS).ifPresent(all::add);
    probe(container, "readinessProbe", ProbePlan.Kind.READINESS).ifPresent(all::add);
    return List.copyOf(all);
  }

  private static Optional<ProbePlan> probe(Obj container, String field, ProbePlan.Kind kind) {
    Obj probe = container.obj(field);
    return action(container, probe)
        .map(action ->
            new ProbePlan(
                kind,
                action,
                seconds(probe, "initialDelaySeconds", 0),
                seconds(probe, "periodSeconds", 10),
                seconds(probe, "timeoutSeconds", 1),
                (int) probe.integer("successThreshold").orElse(1),
                (int) probe.integer("failureThreshold").orElse(3),
                probe.integer("terminationGracePeriodSeconds")));
  }

  /// @param when `postStart` or `preStop`
  public static Optional<Action> hook(Obj container, String when) {
    return action(container, container.obj("lifecycle", when));
  }

  private static Optional<Action> action(Obj container, Obj from) {
    if (from.has("exec")) {
      return Optional.of(new Action.Exec(WantedPod.strings(from.items("exec", "command"))));
    }
    if (from.has("httpGet")) {
      return Optional.of(http(container, from.obj("httpGet")));
    }
    if (from.has("tcpSocket")) {
      Obj tcp = from.obj("tcpSocket");
      return Optional.of(new Action.Tcp(tcp.text("host"), port(container, tcp)));
    }
    return from.has("sleep")
        ? Optional.of(new Action.Sleep(seconds(from.obj("sleep"), "seconds", 0)))
        : Optional.empty();
  }

  private static Action http(Obj container, Obj http) {
    String path = http.string("path").orElse("/");
    List<Action.Header> headers =
        WantedPod.objects(http.items("httpHeaders")).stream()
            .map(h -> new Action.Header(h.text("name"), h.text("value")))
            .toList();
    return new Action.Http(
        http.string("scheme").orElse("HTTP"),
        http.text("host"),
        port(container, http),
        path.startsWith("/") ? path : "/" + path,
        headers);
  }

  /// A number, or the name of one of the container's ports; 0, where nothing answers, for a name
  /// that no port has.
  private static int port(Obj container, Obj from) {
    return switch (from.at("port").orElse(Json.Null.VALUE)) {
      case Json.Int(long number) -> (int) number;
      case Json.Str(String name) -> named(container, name);
      case Json.Null _, Json.Bool _, Json.Dec _, Json.Arr _, Obj _ -> 0;
    };
  }

  private static int named(Obj container, String name) {
    for (Obj port : WantedPod.objects(container.items("ports"))) {
      if (port.text("name").equals(name)) {
        return (int) port.integer("containerPort").orElse(0);
      }
    }
    return name.chars().allMatch(Character::isDigit) && !name.isEmpty() && name.length() <= 5
        ? Integer.parseInt(name)
        : 0;
  }

  private static Duration seconds(Obj from, String field, long otherwise) {
    return Duration.ofSeconds(from.integer(field).orElse(otherwise));
  }
}
