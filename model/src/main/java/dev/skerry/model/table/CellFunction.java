package dev.skerry.model.table;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.time.Instant;

/// The functions that columns name by `fn:`. A text that is empty becomes `<none>`.
final class CellFunction {
  private CellFunction() {}

  /// An unknown name is a bug in the column data.
  static Json cell(String name, Obj object, Instant now) {
    return switch (name) {
      case "age" -> age(object.text("metadata", "creationTimestamp"), now);
      case "dataCount" -> Json.of(object.obj("data").size() + object.obj("binaryData").size());
      case "secretCount" -> Json.of(object.items("secrets").size());
      case "quotaRequests" -> Json.of(QuotaCells.used(object, false));
      case "quotaLimits" -> Json.of(QuotaCells.used(object, true));
      case "policyValidations" -> Json.of(object.items("spec", "validations").size());
      case "policyParamKind" -> PolicyCells.paramKind(object);
      case "bindingParams" -> PolicyCells.params(object);
      case "eventLastSeen" -> age(EventCells.lastSeen(object), now);
      case "eventFirstSeen" -> age(EventCells.firstSeen(object), now);
      case "eventCount" -> Json.of(EventCells.count(object));
      case "podRestarts" -> Json.of(PodCells.restarts(object, now));
      case "siteLastHeard" -> age(object.text("status", "lastHeard"), now);
      case "specReplicas" -> count(object, "spec", "replicas");
      case "statusReplicas" -> count(object, "status", "replicas");
      case "readyReplicas" -> count(object, "status", "readyReplicas");
      case "updatedReplicas" -> count(object, "status", "updatedReplicas");
      case "availableReplicas" -> count(object, "status", "availableReplicas");
      default -> orNone(text(name, object));
    };
  }

  private static String text(String name, Obj object) {
    return switch (name) {
      case "eventObject" -> EventCells.object(object);
      case "eventSource" -> EventCells.source(object);
      case "eventMessage" -> object.text("message").strip();
      case "nodeStatus" -> NodeCells.status(object);
      case "nodeRoles" -> NodeCells.roles(object);
      case "nodeInternalIp" -> NodeCells.address(object, "InternalIP");
      case "nodeExternalIp" -> NodeCells.address(object, "ExternalIP");
      case "nodeOsImage" -> NodeCells.info(object, "osImage");
      case "nodeKernel" -> NodeCells.info(object, "kernelVersion");
      case "nodeRuntime" -> NodeCells.info(object, "containerRuntimeVersion");
      case "podReady" -> PodCells.ready(object);
      case "podStatus" -> PodCells.status(object);
      case "podIp" -> PodCells.address(object);
      case "podNode" -> object.text("spec", "nodeName");
      case "podNominatedNode" -> object.text("status", "nominatedNodeName");
      case "podReadinessGates" -> PodCells.readinessGates(object);
      case "deploymentReady" -> WorkloadCells.ready(object);
      case "templateContainers" -> WorkloadCells.containers(object, "name");
      case "templateImages" -> WorkloadCells.containers(object, "image");
      case "selectorText" -> WorkloadCells.selector(object);
      case "boundRole" -> BindingCells.role(object);
      case "boundUsers" -> BindingCells.subjects(object, "User");
      case "boundGroups" -> BindingCells.subjects(object, "Group");
      case "boundAccounts" -> BindingCells.accounts(object);
      case "requestedDuration" -> RequestCells.duration(object);
      case "requestCondition" -> RequestCells.condition(object);
      case "sitesPlaced" -> WorkloadCells.sitesPlaced(object);
      case "sitesPending" -> WorkloadCells.sitesPending(object);
      case "placementWorkloads" -> SiteCells.workloads(object);
      case "placementSites" -> SiteCells.placed(object);
      case "siteOnline" -> SiteCells.condition(object, "Online");
      case "siteInSync" -> SiteCells.condition(object, "InSync");
      case "siteRtt" -> SiteCells.rtt(object);
      default -> throw new IllegalArgumentException("no column function is named " + name);
    };
  }

  private static Json age(String time, Instant now) {
    return Json.of(Ages.since(time, now));
  }

  private static Json count(Obj object, String... path) {
    return Json.of(object.integer(path).orElse(0));
  }

  private static Json orNone(String text) {
    return Json.of(text.isEmpty() ? "<none>" : text);
  }
}
