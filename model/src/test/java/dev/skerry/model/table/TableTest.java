package dev.skerry.model.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.decode.YamlText;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Column;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:12:00Z");
  private static final String BORN = "creationTimestamp: '2026-11-20T09:06:57Z'";

  private static Obj yaml(String text) throws JsonRefused {
    return (Obj) YamlText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  private static String row(GroupKind kind, String yaml) throws JsonRefused {
    return Table.cells(Kinds.builtIn().require(kind), yaml(yaml), NOW).stream()
        .map(cell -> cell instanceof Json.Str(String text) ? text : JsonText.write(cell))
        .collect(Collectors.joining(" | "));
  }

  private static String pod(String rest) throws JsonRefused {
    return row(GroupKind.core("Pod"), rest);
  }

  private static String podStatus(String rest) throws JsonRefused {
    return pod(rest).split(" \\| ", -1)[2];
  }

  @Test
  void everyColumnOfEveryKindCanBeComputedFromAnEmptyObject() {
    for (Kind kind : Kinds.builtIn().all()) {
      assertThat(Table.cells(kind, Obj.EMPTY, NOW)).as(kind.kind()).hasSameSizeAs(kind.columns());
    }
  }

  @Test
  void aRunningPodReadsAsInKubectl() throws JsonRefused {
    assertThat(
            pod(
                """
                metadata: {name: shop, %s}
                spec: {nodeName: s1-1, containers: [{name: a}, {name: b}]}
                status:
                  phase: Running
                  podIPs: [{ip: 10.0.0.7}]
                  containerStatuses:
                  - {name: a, ready: true, restartCount: 2, state: {running: {}},
                     lastState: {terminated: {finishedAt: '2026-11-20T09:10:00Z'}}}
                  - {name: b, ready: false, restartCount: 1, state: {running: {}}}
                """
                    .formatted(BORN)))
        .isEqualTo("shop | 1/2 | Running | 3 (2m ago) | 5m3s | 10.0.0.7 | s1-1 | <none> | <none>");
  }

  @Test
  void aPodSaysWhatKeepsItFromRunning() throws JsonRefused {
    String ended = "status: {phase: %s, containerStatuses: [{state: {terminated: {%s}}}]}";
    String init =
        "spec: {initContainers: [{name: a}, {name: b}]}\n"
            + "status: {phase: Pending, initContainerStatuses: [{name: a, state: {%s}}, {name: b,"
            + " state: {%s}}]}";
    String done = "terminated: {exitCode: 0}";
    assertThat(
            podStatus(
                "status: {phase: Running, containerStatuses: [{state: {waiting: {reason:"
                    + " CrashLoopBackOff}}}]}"))
        .isEqualTo("CrashLoopBackOff");
    assertThat(podStatus(ended.formatted("Succeeded", "reason: Completed"))).isEqualTo("Completed");
    assertThat(podStatus(ended.formatted("Failed", "exitCode: 3"))).isEqualTo("ExitCode:3");
    assertThat(podStatus(ended.formatted("Failed", "signal: 9"))).isEqualTo("Signal:9");
    assertThat(podStatus(init.formatted("running: {}", "waiting: {reason: PodInitializing}")))
        .isEqualTo("Init:0/2");
    assertThat(podStatus(init.formatted(done, "running: {}"))).isEqualTo("Init:1/2");
    assertThat(podStatus(init.formatted("terminated: {exitCode: 1, reason: Error}", "running: {}")))
        .isEqualTo("Init:Error");
    assertThat(podStatus(init.formatted(done, done))).isEqualTo("Pending");
    assertThat(podStatus("metadata: {deletionTimestamp: x}\nstatus: {phase: Running}"))
        .isEqualTo("Terminating");
    assertThat(podStatus("metadata: {deletionTimestamp: x}\nstatus: {phase: Succeeded}"))
        .isEqualTo("Succeeded");
    assertThat(podStatus("status: {phase: Failed, reason: Evicted}")).isEqualTo("Evicted");
  }

  @Test
  void aDeploymentNamesItsSites() throws JsonRefused {
    assertThat(
            row(
                new GroupKind("apps", "Deployment"),
                """
                metadata: {name: shop, %s}
                spec:
                  replicas: 3
                  selector: {matchLabels: {app: shop}}
                  template: {spec: {containers: [{name: shop, image: 'shop:v2'}]}}
                status:
                  readyReplicas: 2
                  updatedReplicas: 3
                  availableReplicas: 3
                  sites: [{site: s1}, {site: s2, pending: true}, {site: s3}]
                """
                    .formatted(BORN)))
        .isEqualTo("shop | 2/3 | 3 | 3 | 5m3s | shop | shop:v2 | app=shop | s1,s2,s3 | s2");
  }

  @Test
  void aSiteShowsHowOldItsFactsAre() throws JsonRefused {
    assertThat(
            row(
                new GroupKind("skerry.dev", "Site"),
                """
                metadata: {name: s2, %s}
                spec: {parent: core, tier: edge, location: {country: SE}}
                status:
                  lastHeard: '2026-11-20T09:11:18Z'
                  rttMs: 41.6
                  version: 0.1.0
                  conditions: [{type: Online, status: Unknown}, {type: InSync, status: 'False'}]
                """
                    .formatted(BORN)))
        .isEqualTo("s2 | core | Unknown | False | 42s | 42ms | 5m3s | SE | edge | 0.1.0");
    assertThat(Kinds.builtIn().require(new GroupKind("skerry.dev", "Site")).columns())
        .filteredOn(column -> column.priority() == 0)
        .extracting(Column::name)
        .containsExactly("Name", "Parent", "Online", "InSync", "Last-Heard", "RTT", "Age");
  }

  @Test
  void otherKindsReadAsInKubectl() throws JsonRefused {
    assertThat(row(GroupKind.core("ConfigMap"), "metadata: {name: c}\ndata: {a: b}"))
        .isEqualTo("c | 1 | <unknown>");
    assertThat(
            row(
                GroupKind.core("Node"),
                """
                metadata: {name: s1-1, %s, labels: {node-role.kubernetes.io/edge: ''}}
                spec: {unschedulable: true}
                status:
                  conditions: [{type: Ready, status: 'True'}]
                  addresses: [{type: InternalIP, address: 10.0.0.1}]
                  nodeInfo: {kubeletVersion: v1.33.0, osImage: Debian}
                """
                    .formatted(BORN)))
        .isEqualTo(
            "s1-1 | Ready,SchedulingDisabled | edge | 5m3s | v1.33.0 | 10.0.0.1 | <none> | Debian |"
                + " <unknown> | <unknown>");
    assertThat(
            row(
                GroupKind.core("Event"),
                """
                metadata: {name: e}
                type: Warning
                reason: Failed
                message: "it failed\\n"
                involvedObject: {kind: Pod, name: shop}
                lastTimestamp: '2026-11-20T09:11:00Z'
                count: 4
                """))
        .startsWith("60s | Warning | Failed | pod/shop |  | <none> | it failed | <unknown> | 4");
    assertThat(
            row(
                new GroupKind("skerry.dev", "Placement"),
                """
                metadata: {name: p}
                spec: {partitionPolicy: keepRunning, selector: {names: [shop]}}
                status: {decisions: [{site: s1, replicas: 2}, {site: s2, replicas: 0}]}
                """))
        .isEqualTo("p | shop | 1/2 | keepRunning | <unknown>");
  }

  @Test
  void aTableCarriesColumnsRowsAndWhatWasAskedForOfTheObjects() throws JsonRefused {
    Kind kind = Kinds.builtIn().require(GroupKind.core("Pod"));
    Obj pod = yaml("metadata: {name: shop}\nspec: {}\nstatus: {phase: Succeeded}");
    Obj meta = Json.object().put("resourceVersion", "7").build();
    Obj table = Table.of(kind, List.of(pod), NOW, Table.Include.of("Metadata"), meta);
    assertThat(table.text("kind")).isEqualTo("Table");
    assertThat(table.text("metadata", "resourceVersion")).isEqualTo("7");
    assertThat(table.items("columnDefinitions").getFirst().text("format")).isEqualTo("name");
    Json row = table.items("rows").getFirst();
    assertThat(row.text("object", "kind")).isEqualTo("PartialObjectMetadata");
    assertThat(row.at("object", "spec")).isEmpty();
    assertThat(row.items("conditions").getFirst().text("type")).isEqualTo("Completed");
    Obj bare = Table.of(kind, List.of(pod), NOW, Table.Include.of("None"), meta);
    assertThat(bare.items("rows").getFirst().at("object")).isEmpty();
  }

  @Test
  void aColumnMayBeAnyPathOfACustomKind() throws JsonRefused {
    Obj object =
        yaml(
            """
            spec: {a.b: dotted, list: [p, q, r]}
            status: {conditions: [{type: Ready, status: 'True'}, {type: Old, status: 'False'}]}
            """);
    String[][] table = {
      {".spec.list[0]", "p"},
      {".spec.list[-1]", "r"},
      {".spec.list[*]", "p,q,r"},
      {".spec.a\\.b", "dotted"},
      {".spec['a.b']", "dotted"},
      {"{.spec.list[1]}", "q"},
      {".status.conditions[?(@.type==\"Ready\")].status", "True"},
      {".status.conditions[?(@.type=='Old')].status", "False"},
      {".status.nothing", ""},
      {".spec..list", ""},
      {".spec.list[1:2]", ""},
    };
    for (String[] entry : table) {
      assertThat(PathCells.cell(entry[0], "string", object, NOW))
          .as(entry[0])
          .isEqualTo(Json.of(entry[1]));
    }
  }

  @Test
  void aValueOfAnotherTypeThanItsColumnIsBlank() throws JsonRefused {
    Obj object =
        yaml(
            """
            since: '2026-11-20T09:00:00Z'
            soon: '2026-11-20T09:13:00Z'
            word: hello
            count: 7
            ratio: 7.9
            full: true
            """);
    String[][] table = {
      {".since", "date", "\"12m\""},
      {".soon", "date", "\"<invalid>\""},
      {".word", "date", "\"<invalid>\""},
      {".count", "date", "null"},
      {".nothing", "date", "\"<unknown>\""},
      {".count", "integer", "7"},
      {".ratio", "integer", "7"},
      {".word", "integer", "null"},
      {".nothing", "integer", "null"},
      {".ratio", "number", "7.9"},
      {".full", "number", "null"},
      {".full", "boolean", "true"},
      {".word", "boolean", "null"},
      {".full", "string", "\"true\""},
      {".nothing", "string", "\"\""},
    };
    for (String[] line : table) {
      assertThat(JsonText.write(PathCells.cell(line[0], line[1], object, NOW)))
          .as("%s as %s", line[0], line[1])
          .isEqualTo(line[2]);
    }
  }

  @Test
  void kindsOfFewColumnsReadAsInKubectl() throws JsonRefused {
    String head = "metadata: {name: shop, " + BORN + "}\n";
    assertThat(row(GroupKind.core("Namespace"), head + "status: {phase: Active}"))
        .isEqualTo("shop | Active | 5m3s");
    assertThat(row(GroupKind.core("Secret"), head + "type: Opaque\ndata: {a: eA==, b: eA==}"))
        .isEqualTo("shop | Opaque | 2 | 5m3s");
    assertThat(row(GroupKind.core("ServiceAccount"), head)).isEqualTo("shop | 0 | 5m3s");
    assertThat(
            row(new GroupKind("coordination.k8s.io", "Lease"), head + "spec: {holderIdentity: s1}"))
        .isEqualTo("shop | s1 | 5m3s");
    assertThat(
            row(
                new GroupKind("apps", "ReplicaSet"),
                head + "spec: {replicas: 3}\nstatus: {replicas: 2, readyReplicas: 1}"))
        .startsWith("shop | 3 | 2 | 1 | 5m3s | <none> | <none> | ");
  }

  @Test
  void aNodeThatNobodyHeardIsUnknown() throws JsonRefused {
    String node = "spec: {}\nstatus: {conditions: [{type: Ready, status: '%s'}]}";
    assertThat(NodeCells.status(yaml(node.formatted("True")))).isEqualTo("Ready");
    assertThat(NodeCells.status(yaml(node.formatted("False")))).isEqualTo("NotReady");
    assertThat(NodeCells.status(yaml(node.formatted("Unknown")))).isEqualTo("Unknown");
    assertThat(NodeCells.status(Obj.EMPTY)).isEqualTo("Unknown");
  }

  @Test
  void anEventOfNoNamedObjectShowsItsKind() throws JsonRefused {
    Obj event =
        yaml(
            """
            involvedObject: {kind: Site}
            eventTime: '2026-11-20T09:11:30.000001Z'
            firstTimestamp: '2026-11-20T09:11:00Z'
            """);
    assertThat(EventCells.object(event)).isEqualTo("site");
    assertThat(Ages.since(EventCells.lastSeen(event), NOW)).isEqualTo("60s");
  }

  @Test
  void manySitesAreCounted() throws JsonRefused {
    Obj deployment =
        yaml("status: {sites: [{site: a}, {site: b}, {site: c}, {site: d}, {site: e}]}");
    assertThat(WorkloadCells.sitesPlaced(deployment)).isEqualTo("5 sites");
    assertThat(WorkloadCells.sitesPending(deployment)).isEmpty();
  }
}
