package dev.skerry.drivers.pod;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PodPlan;
import dev.skerry.node.driver.PodPlan.PortPlan;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a driver remembers of a pod that is set up. Contents of volumes are not in it: they may be
/// secrets.
///
/// @param address in the driver's pod network; empty when the pod has the host's network
/// @param volumes where each volume is, by name
public record PodRecord(
    PodId pod,
    String hostname,
    boolean hostNetwork,
    boolean hostPid,
    boolean hostIpc,
    String address,
    OptionalLong fsGroup,
    List<PortPlan> ports,
    SortedMap<String, String> volumes) {

  public static PodRecord of(PodPlan plan, String address, SortedMap<String, String> volumes) {
    return new PodRecord(
        plan.pod(),
        plan.hostname(),
        plan.hostNetwork(),
        plan.hostPid(),
        plan.hostIpc(),
        address,
        plan.fsGroup(),
        plan.ports(),
        volumes);
  }

  Obj json() {
    Obj.Builder json =
        Json.object()
            .put("pod", podJson(pod))
            .put("hostname", hostname)
            .put("hostNetwork", hostNetwork)
            .put("hostPid", hostPid)
            .put("hostIpc", hostIpc)
            .put("address", address)
            .put("ports", Json.array(ports.stream().map(PodRecord::portJson).toList()));
    fsGroup.ifPresent(group -> json.put("fsGroup", group));
    Obj.Builder places = Json.object();
    volumes.forEach(places::put);
    return json.put("volumes", places.build()).build();
  }

  static Optional<PodRecord> parse(Obj json) {
    return podId(json.obj("pod"))
        .map(pod ->
            new PodRecord(
                pod,
                json.text("hostname"),
                json.isTrue("hostNetwork"),
                json.isTrue("hostPid"),
                json.isTrue("hostIpc"),
                json.text("address"),
                json.integer("fsGroup"),
                json.items("ports").stream().map(PodRecord::port).toList(),
                new TreeMap<>(json.obj("volumes").strings())));
  }

  static Obj podJson(PodId pod) {
    return Json.object()
        .put("uid", pod.uid().value())
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .build();
  }

  static Optional<PodId> podId(Obj json) {
    try {
      return Optional.of(
          new PodId(new Uid(json.text("uid")), json.text("namespace"), json.text("name")));
    } catch (IllegalArgumentException torn) {
      return Optional.empty();
    }
  }

  private static Obj portJson(PortPlan port) {
    return Json.object()
        .put("container", port.container())
        .put("name", port.name())
        .put("containerPort", port.containerPort())
        .put("protocol", port.protocol())
        .put("hostPort", port.hostPort())
        .put("hostAddress", port.hostAddress())
        .build();
  }

  private static PortPlan port(Json json) {
    return new PortPlan(
        json.text("container"),
        json.text("name"),
        Math.toIntExact(json.integer("containerPort").orElse(0)),
        json.text("protocol"),
        Math.toIntExact(json.integer("hostPort").orElse(0)),
        json.text("hostAddress"));
  }
}
