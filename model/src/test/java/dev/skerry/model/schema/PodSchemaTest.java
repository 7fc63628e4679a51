package dev.skerry.model.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.decode.YamlText;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.GroupKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PodSchemaTest {
  private static final String FULL =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: shop
        labels: {app: shop, app.kubernetes.io/part-of: till}
        annotations: {example.org/Note: "two words"}
        creationTimestamp: null
      spec:
        serviceAccountName: till
        nodeSelector: {topology.kubernetes.io/zone: s1}
        terminationGracePeriodSeconds: 5
        restartPolicy: OnFailure
        hostNetwork: true
        imagePullSecrets: [{name: registry}]
        tolerations: [{key: edge, operator: Exists, effect: NoSchedule}]
        hostAliases: [{ip: 10.0.0.1, hostnames: [till]}]
        dnsPolicy: None
        dnsConfig: {nameservers: [10.0.0.2], options: [{name: ndots, value: "1"}]}
        securityContext: {runAsUser: 1000, fsGroup: 1000, seccompProfile: {type: RuntimeDefault}}
        affinity:
          nodeAffinity:
            requiredDuringSchedulingIgnoredDuringExecution:
              nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b]}]}]
          podAntiAffinity:
            preferredDuringSchedulingIgnoredDuringExecution:
            - {weight: 1, podAffinityTerm: {topologyKey: zone, labelSelector: {matchLabels: {a: b}}}}
        topologySpreadConstraints:
        - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
        initContainers:
        - {name: fetch, image: "fetch@sha256:0", restartPolicy: Always}
        containers:
        - name: shop
          image: registry:5000/shop
          command: [/bin/shop]
          args: ["--port", "$(PORT)"]
          workingDir: /srv
          ports: [{name: http, containerPort: 8080}, {containerPort: 53, protocol: UDP}]
          env:
          - {name: PORT, value: "8080"}
          - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
          - {name: PW, valueFrom: {secretKeyRef: {name: pw, key: pw}}}
          envFrom: [{configMapRef: {name: settings}}]
          resources: {limits: {cpu: 0.5, memory: 1024Mi}, requests: {cpu: 100m}}
          livenessProbe: {httpGet: {path: /info, port: http}}
          readinessProbe: {exec: {command: [/bin/true]}, periodSeconds: 2}
          startupProbe: {tcpSocket: {port: 8080}}
          lifecycle: {preStop: {sleep: {seconds: 1}}}
          securityContext: {capabilities: {drop: [ALL]}, readOnlyRootFilesystem: true}
          volumeMounts: [{name: data, mountPath: /data}, {name: conf, mountPath: /conf}]
        volumes:
        - {name: data, hostPath: {path: /var/lib/shop}}
        - {name: conf, configMap: {name: settings, items: [{key: a, path: a, mode: 0400}]}}
        - {name: scratch}
      """;

  /// What is written, what is written instead, the reason and the field below `spec`.
  private static final String[][] WRONG = {
    {
      "periodSeconds: 2",
      "periodSeconds: soon",
      "TypeInvalid",
      "containers[0].readinessProbe.periodSeconds"
    },
    {"cpu: 0.5", "cpu: 1 core", "TypeInvalid", "containers[0].resources.limits[cpu]"},
    {"cpu: 0.5", "cpu: -1", "Invalid", "containers[0].resources.limits[cpu]"},
    {"restartPolicy: OnFailure", "restartPolicy: Perhaps", "NotSupported", "restartPolicy"},
    {"containerPort: 53", "containerPort: 0", "Invalid", "containers[0].ports[1].containerPort"},
    {"containerPort: 53", "name: dns", "Required", "containers[0].ports[1].containerPort"},
    {"name: PW,", "name: PORT,", "Duplicate", "containers[0].env[2]"},
    {"mode: 0400", "mode: 01000", "Invalid", "volumes[1].configMap.items[0].mode"},
    {"name: http,", "name: a-name-far-too-long,", "Invalid", "containers[0].ports[0].name"},
    {"image: registry:5000/shop", "image: ''", "Required", "containers[0].image"},
    {"{name: scratch}", "{name: Scratch}", "Invalid", "volumes[2].name"},
    {"PeriodSeconds: 5", "PeriodSeconds: 5.5", "TypeInvalid", "terminationGracePeriodSeconds"},
  };

  private final Schema pod = Kinds.builtIn().require(GroupKind.core("Pod")).schema();

  private static Obj yaml(String text) throws JsonRefused {
    return (Obj) YamlText.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.REQUEST).value();
  }

  private Obj accepted(String text) throws JsonRefused {
    Typing.Typed typed = Typing.type(pod, yaml(text));
    assertThat(typed.causes()).isEmpty();
    Obj filled = Defaulting.fill(pod, typed.value());
    assertThat(Pruning.prune(pod, filled).unknown()).isEmpty();
    assertThat(Validation.check(pod, filled)).isEmpty();
    assertThat(Defaulting.fill(pod, filled)).isEqualTo(filled);
    return filled;
  }

  private List<String> refused(String from, String to) throws JsonRefused {
    assertThat(FULL).contains(from);
    Typing.Typed typed = Typing.type(pod, yaml(FULL.replace(from, to)));
    var all = new ArrayList<>(typed.causes());
    if (all.isEmpty()) {
      all.addAll(Validation.check(pod, Defaulting.fill(pod, typed.value())));
    }
    return all.stream().map(cause -> cause.reason().text() + " " + cause.field()).toList();
  }

  @Test
  void aPodWithEveryCommonFieldIsAccepted() throws JsonRefused {
    Obj filled = accepted(FULL);
    Json container = filled.items("spec", "containers").getFirst();
    assertThat(filled.at("metadata", "creationTimestamp")).isEmpty();
    assertThat(container.text("imagePullPolicy")).isEqualTo("Always");
    assertThat(filled.items("spec", "initContainers").getFirst().text("imagePullPolicy"))
        .isEqualTo("IfNotPresent");
    assertThat(container.items("ports").getFirst().text("protocol")).isEqualTo("TCP");
    assertThat(container.items("ports").getFirst().integer("hostPort")).hasValue(8080);
    assertThat(container.text("resources", "limits", "cpu")).isEqualTo("500m");
    assertThat(container.text("resources", "limits", "memory")).isEqualTo("1Gi");
    assertThat(container.text("resources", "requests", "cpu")).isEqualTo("100m");
    assertThat(container.text("resources", "requests", "memory")).isEqualTo("1Gi");
    assertThat(container.integer("livenessProbe", "failureThreshold")).hasValue(3);
    assertThat(container.text("livenessProbe", "httpGet", "scheme")).isEqualTo("HTTP");
    assertThat(filled.items("spec", "volumes").getLast().at("emptyDir")).contains(Obj.EMPTY);
    assertThat(filled.text("spec", "serviceAccount")).isEqualTo("till");
    assertThat(filled.isTrue("spec", "enableServiceLinks")).isTrue();
  }

  @Test
  void whatIsWrongIsNamedWithItsReasonAndPath() throws JsonRefused {
    for (String[] row : WRONG) {
      assertThat(refused(row[0], row[1]))
          .as(row[1])
          .containsExactly("FieldValue" + row[2] + " spec." + row[3]);
    }
    assertThat(refused("creationTimestamp: null", "creationTimestamp: yesterday"))
        .containsExactly("FieldValueTypeInvalid metadata.creationTimestamp");
  }

  @Test
  void unknownFieldsAreFoundAtEveryDepth() throws JsonRefused {
    Obj strange =
        yaml(
            FULL.replace("cpu: 100m}", "cpu: 100m}, limit: {}")
                .replace("restartPolicy: OnFailure", "restartPolicies: Never")
                .replace("name: scratch", "name: scratch, emptydir: {}"));
    Pruning.Pruned pruned = Pruning.prune(pod, strange);
    assertThat(pruned.unknown())
        .containsExactly(
            "spec.containers[0].resources.limit",
            "spec.restartPolicies",
            "spec.volumes[2].emptydir");
    assertThat(Pruning.prune(pod, pruned.value()).unknown()).isEmpty();
  }

  @Test
  void aMinimalDeploymentIsFilledAsKubernetesFillsIt() throws JsonRefused {
    Schema schema = Kinds.builtIn().require(new GroupKind("apps", "Deployment")).schema();
    String minimal =
        """
        spec:
          selector: {matchLabels: {app: shop}}
          template:
            metadata: {labels: {app: shop}}
            spec: {containers: [{name: shop, image: "shop:v1", resources: {limits: {cpu: 1}}}]}
        """;
    Obj filled = Defaulting.fill(schema, yaml(minimal));
    Obj spec = filled.obj("spec");
    assertThat(spec.integer("replicas")).hasValue(1);
    assertThat(spec.integer("revisionHistoryLimit")).hasValue(10);
    assertThat(spec.integer("progressDeadlineSeconds")).hasValue(600);
    assertThat(spec.text("strategy", "type")).isEqualTo("RollingUpdate");
    assertThat(spec.text("strategy", "rollingUpdate", "maxSurge")).isEqualTo("25%");
    Obj template = spec.obj("template", "spec");
    assertThat(template.text("restartPolicy")).isEqualTo("Always");
    assertThat(template.text("dnsPolicy")).isEqualTo("ClusterFirst");
    assertThat(template.text("schedulerName")).isEqualTo("default-scheduler");
    assertThat(template.integer("terminationGracePeriodSeconds")).hasValue(30);
    assertThat(template.at("enableServiceLinks")).isEmpty();
    Json container = template.items("containers").getFirst();
    assertThat(container.text("imagePullPolicy")).isEqualTo("IfNotPresent");
    assertThat(container.text("terminationMessagePath")).isEqualTo("/dev/termination-log");
    assertThat(container.at("resources", "requests")).isEmpty();
    Obj recreate = filled.withAt(Json.object().put("type", "Recreate").build(), "spec", "strategy");
    assertThat(Defaulting.fill(schema, recreate).at("spec", "strategy", "rollingUpdate")).isEmpty();
  }

  @Test
  void aSecretsTextIsFoldedIntoItsData() throws JsonRefused {
    Schema schema = Kinds.builtIn().require(GroupKind.core("Secret")).schema();
    Obj secret = Defaulting.fill(schema, yaml("stringData: {a: hello}\ndata: {b: eA==}"));
    assertThat(secret.text("data", "a")).isEqualTo("aGVsbG8=");
    assertThat(secret.text("data", "b")).isEqualTo("eA==");
    assertThat(secret.has("stringData")).isFalse();
    assertThat(secret.text("type")).isEqualTo("Opaque");
    assertThat(Typing.type(schema, yaml("data: {b: '?'}")).causes()).hasSize(1);
  }
}
