package dev.skerry.control.quota;

import static dev.skerry.control.story.Objects.json;
import static dev.skerry.control.story.Objects.namespace;
import static dev.skerry.control.story.Objects.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.control.custom.DefinitionController;
import dev.skerry.control.story.Story;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import org.junit.jupiter.api.Test;

/// Quotas and what they count.
final class QuotaTest {
  private static final ObjectKey QUOTA = ObjectKey.of(KindNames.RESOURCE_QUOTA, "default", "q");

  private final Story plane = new Story("s1", new DefinitionController(), new QuotaController());

  QuotaTest() {
    plane.put(namespace("default"));
  }

  private void quota(String spec) {
    plane.put(
        json(
            """
            {'apiVersion': 'v1', 'kind': 'ResourceQuota', 'metadata': {'name': 'q', 'namespace': 'default'},
             'spec': {%s}}
            """
                .formatted(spec)));
    plane.settle();
  }

  private void map(String name) {
    plane.put(
        json(
            """
            {'apiVersion': 'v1', 'kind': 'ConfigMap', 'metadata': {'name': '%s', 'namespace': 'default'}}
            """
                .formatted(name)));
    plane.settle();
  }

  private static Obj asking(String name, String resources) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '%s', 'namespace': 'default'},
         'spec': {'containers': [{'name': 'c', 'image': 'a:1', 'resources': {%s}}]}}
        """
            .formatted(name, resources));
  }

  private void refused(Obj object, String sentence) {
    assertThatThrownBy(() -> plane.put(object)).hasMessageEndingWith("is forbidden: " + sentence);
  }

  private Obj used() {
    plane.settle();
    return plane.get(QUOTA).obj("status", "used");
  }

  @Test
  void whatIsThereCountsAndWhatIsTooManyIsRefused() {
    map("before");
    plane.put(pod("one", ""));
    quota("'hard': {'pods': '2', 'configmaps': '2', 'count/configmaps': '3', 'requests.cpu': '1'}");
    assertThat(used().strings())
        .containsEntry("pods", "1")
        .containsEntry("configmaps", "1")
        .containsEntry("count/configmaps", "1")
        .containsEntry("requests.cpu", "100m");
    refused(
        asking("big", "'requests': {'cpu': '901m'}"),
        "exceeded quota: q, requested: requests.cpu=901m, used: requests.cpu=100m, limited:"
            + " requests.cpu=1");
    plane.put(pod("two", ""));
    refused(
        pod("three", ""), "exceeded quota: q, requested: pods=1, used: pods=2, limited: pods=2");
    plane.merge(pod("two"), json("{'status': {'phase': 'Succeeded'}}"));
    assertThat(used().text("pods")).as("one has ended").isEqualTo("1");
    plane.put(pod("three", ""));
    plane.delete(pod("one"));
    assertThat(used().text("requests.cpu")).isEqualTo("100m");
    map("second");
    assertThatThrownBy(() -> map("third"))
        .hasMessageContaining(
            "exceeded quota: q, requested: configmaps=1, used: configmaps=2, limited: configmaps=2");
  }

  @Test
  void aQuotaOnComputeWantsEveryContainerToSaySo() {
    quota("'hard': {'requests.memory': '1Gi', 'limits.cpu': '2'}");
    refused(
        asking("silent", "'requests': {'memory': '1Mi'}"),
        "failed quota: q: must specify limits.cpu for: c");
    refused(
        asking("dumb", ""),
        "failed quota: q: must specify limits.cpu for: c; requests.memory for: c");
    plane.put(asking("loud", "'requests': {'memory': '768Mi'}, 'limits': {'cpu': '1500m'}"));
    assertThat(used().strings())
        .containsEntry("requests.memory", "768Mi")
        .containsEntry("limits.cpu", "1500m");
    refused(
        asking("more", "'requests': {'memory': '512Mi'}, 'limits': {'cpu': '1'}"),
        "exceeded quota: q, requested: limits.cpu=1,requests.memory=512Mi, used:"
            + " limits.cpu=1500m,requests.memory=768Mi, limited: limits.cpu=2,requests.memory=1Gi");
  }

  @Test
  void aScopeSaysOfWhichPodsAQuotaSpeaks() {
    quota("'hard': {'pods': '1'}, 'scopes': ['BestEffort']");
    plane.put(asking("idle", ""));
    plane.put(pod("busy", ""));
    assertThat(used().text("pods")).isEqualTo("1");
    refused(
        asking("idler", ""), "exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1");
    assertThatThrownBy(() -> quota("'hard': {'pods': '1'}, 'scopes': ['NotBestEffort']"))
        .hasMessageContaining("field is immutable");
    plane.delete(QUOTA);
    quota(
        "'hard': {'pods': '1'}, 'scopeSelector': {'matchExpressions':"
            + " [{'scopeName': 'Terminating', 'operator': 'Exists'}]}");
    plane.put(pod("short", "'activeDeadlineSeconds': 60"));
    plane.put(pod("long", ""));
    assertThat(used().text("pods")).isEqualTo("1");
    refused(
        pod("shorter", "'activeDeadlineSeconds': 60"),
        "exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1");
  }

  @Test
  void customObjectsAreCountedByTheNameOfTheirDefinition() {
    plane.put(
        json(
            """
            {'apiVersion': 'apiextensions.k8s.io/v1', 'kind': 'CustomResourceDefinition',
             'metadata': {'name': 'boats.harbour.test'},
             'spec': {'group': 'harbour.test', 'scope': 'Namespaced', 'names': {'plural': 'boats', 'kind': 'Boat'},
              'versions': [{'name': 'v1', 'served': true, 'storage': true,
               'schema': {'openAPIV3Schema': {'type': 'object'}}}]}}
            """));
    plane.settle();
    quota("'hard': {'count/boats.harbour.test': '1'}");
    plane.put(boat("anna"));
    assertThat(used().text("count/boats.harbour.test")).isEqualTo("1");
    assertThatThrownBy(() -> plane.put(boat("berta")))
        .hasMessageContaining("boats.harbour.test \"berta\" is forbidden: exceeded quota: q");
  }

  private static Obj boat(String name) {
    return json(
        """
        {'apiVersion': 'harbour.test/v1', 'kind': 'Boat', 'metadata': {'name': '%s', 'namespace': 'default'}}
        """
            .formatted(name));
  }

  @Test
  void whatAQuotaNoLongerLimitsItNoLongerSays() {
    quota("'hard': {'pods': '2', 'secrets': '2'}");
    assertThat(used().keys()).containsExactly("pods", "secrets");
    quota("'hard': {'secrets': '3'}");
    assertThat(plane.get(QUOTA).obj("status"))
        .isEqualTo(json("{'hard': {'secrets': '3'}, 'used': {'secrets': '0'}}"));
  }

  @Test
  void aQuotaThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> quota("'hard': {'pods': '1.5'}"))
        .hasMessageContaining("spec.hard[pods]: Invalid value: \"1500m\": must be an integer");
    assertThatThrownBy(() -> quota("'hard': {'cpu': '-1'}"))
        .hasMessageContaining("must be greater than or equal to 0");
    assertThatThrownBy(() -> quota("'hard': {'boats': '1'}"))
        .hasMessageContaining("must be a standard resource for quotas");
    assertThatThrownBy(() -> quota("'hard': {'secrets': '1'}, 'scopes': ['BestEffort']"))
        .hasMessageContaining("unsupported scope applied to resource");
    assertThatThrownBy(() -> quota("'hard': {'pods': '1'}, 'scopes': ['PriorityClass']"))
        .hasMessageContaining("Unsupported value: \"PriorityClass\"");
  }

  private void limits(String items) {
    plane.put(
        json(
            """
            {'apiVersion': 'v1', 'kind': 'LimitRange', 'metadata': {'name': 'l', 'namespace': 'default'},
             'spec': {'limits': [%s]}}
            """
                .formatted(items)));
  }

  @Test
  void aLimitRangeGivesWhatAContainerDoesNotSay() {
    limits("{'type': 'Container', 'max': {'cpu': '1'}, 'defaultRequest': {'memory': '64Mi'}}");
    Obj item =
        (Obj)
            plane
                .get(ObjectKey.of(KindNames.LIMIT_RANGE, "default", "l"))
                .items("spec", "limits")
                .getFirst();
    assertThat(item.text("default", "cpu")).isEqualTo("1");
    assertThat(item.text("defaultRequest", "cpu")).isEqualTo("1");
    plane.put(asking("plain", ""));
    Obj made = plane.get(pod("plain"));
    Json container = made.items("spec", "containers").getFirst();
    assertThat(container.obj("resources"))
        .isEqualTo(json("{'limits': {'cpu': '1'}, 'requests': {'cpu': '1', 'memory': '64Mi'}}"));
    assertThat(made.obj("metadata", "annotations").text("kubernetes.io/limit-ranger"))
        .isEqualTo(
            "LimitRanger plugin set: cpu, memory request for container c; cpu limit for container c");
    refused(
        asking("big", "'limits': {'cpu': '1500m'}"),
        "maximum cpu usage per Container is 1, but limit is 1500m");
  }

  @Test
  void aLimitRangeBoundsContainersAndPods() {
    limits(
        "{'type': 'Container', 'min': {'memory': '32Mi'}, 'maxLimitRequestRatio': {'memory': '2'}},"
            + " {'type': 'Pod', 'max': {'memory': '128Mi'}}");
    refused(
        asking("small", "'requests': {'memory': '16Mi'}, 'limits': {'memory': '32Mi'}"),
        "minimum memory usage per Container is 32Mi, but request is 16Mi");
    refused(
        asking("wide", "'requests': {'memory': '32Mi'}, 'limits': {'memory': '96Mi'}"),
        "memory max limit to request ratio per Container is 2, but provided ratio is 3.000000");
    refused(
        asking("big", "'requests': {'memory': '200Mi'}, 'limits': {'memory': '256Mi'}"),
        "maximum memory usage per Pod is 128Mi, but limit is 256Mi");
    plane.put(asking("fits", "'requests': {'memory': '64Mi'}, 'limits': {'memory': '128Mi'}"));
    assertThatThrownBy(
            () -> limits("{'type': 'Container', 'min': {'cpu': '2'}, 'max': {'cpu': '1'}}"))
        .hasMessageContaining("min value 2 is greater than max value 1");
  }
}
