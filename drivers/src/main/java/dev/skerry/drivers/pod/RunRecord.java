package dev.skerry.drivers.pod;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.ContainerPlan;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodId;
import java.util.Arrays;
import java.util.Optional;

/// What a driver remembers of one run, enough to go on with it after the agent was restarted.
///
/// @param image digest of its manifest; empty in records of before there was this field
/// @param process in the shape of an OCI runtime config's `process`: args, env, cwd, user …
public record RunRecord(
    ContainerId id,
    PodId pod,
    String handle,
    String image,
    boolean messageFromLog,
    ContainerPlan.Stdin stdin,
    Obj process) {
  public Observation seen(Observation.State state) {
    return new Observation(id, "skerry://" + handle, image, state);
  }

  Obj json() {
    return Json.object()
        .put("pod", PodRecord.podJson(pod))
        .put("name", id.name())
        .put("attempt", id.attempt())
        .put("handle", handle)
        .put("image", image)
        .put("messageFromLog", messageFromLog)
        .put("stdin", stdin.name())
        .put("process", process)
        .build();
  }

  static Optional<RunRecord> parse(Obj json) {
    return PodRecord.podId(json.obj("pod"))
        .map(pod ->
            new RunRecord(
                new ContainerId(
                    pod.uid(),
                    json.text("name"),
                    Math.toIntExact(json.integer("attempt").orElse(0))),
                pod,
                json.text("handle"),
                json.text("image"),
                json.isTrue("messageFromLog"),
                stdin(json.text("stdin")),
                json.obj("process")));
  }

  /// A run of an agent that did not note it cannot be written to.
  private static ContainerPlan.Stdin stdin(String name) {
    return Arrays.stream(ContainerPlan.Stdin.values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(ContainerPlan.Stdin.NONE);
  }
}
