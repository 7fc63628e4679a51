package dev.skerry.simulation.people;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What people write, as JSON with single quotes.
public final class Manifests {
  private static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");

  private Manifests() {}

  public static Obj json(String text) {
    return JsonText.stored(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  public static ObjectKey deployment(String name) {
    return ObjectKey.of(DEPLOYMENT, "default", name);
  }

  public static Obj deployment(String name, String image, String word) {
    return json(
        """
        {'apiVersion': 'apps/v1', 'kind': 'Deployment',
         'metadata': {'name': '%s', 'namespace': 'default', 'annotations': {'word': '%s'}},
         'spec': {'replicas': 1, 'selector': {'matchLabels': {'app': '%s'}},
          'template': {'metadata': {'labels': {'app': '%s'}},
           'spec': {'terminationGracePeriodSeconds': 5, 'containers': [{'name': 'c', 'image': '%s', 'resources': {'requests': {'cpu': '4'}},
            'envFrom': [{'configMapRef': {'name': '%s', 'optional': true}}]}]}}}}
        """
            .formatted(name, word, name, name, image, name));
  }

  /// Every Deployment of the namespace, with so many replicas at each site.
  public static Obj placement(String name, int perSite) {
    return json(
        """
        {'apiVersion': 'skerry.dev/v1alpha1', 'kind': 'Placement',
         'metadata': {'name': '%s', 'namespace': 'default'}, 'spec': {'replicasPerSite': %d}}
        """
            .formatted(name, perSite));
  }

  /// Deployments of that name, so many replicas over all sites.
  public static Obj total(String name, int replicas) {
    return json(
        """
        {'apiVersion': 'skerry.dev/v1alpha1', 'kind': 'Placement',
         'metadata': {'name': '%s', 'namespace': 'default'},
         'spec': {'selector': {'names': ['%s']}, 'replicas': %d}}
        """
            .formatted(name, name, replicas));
  }

  /// One pod under a label that other sets have, too.
  public static Obj replicaSet(String name, String label) {
    return json(
        """
        {'apiVersion': 'apps/v1', 'kind': 'ReplicaSet',
         'metadata': {'name': '%s', 'namespace': 'local'},
         'spec': {'replicas': 1, 'selector': {'matchLabels': {'is': '%s'}},
          'template': {'metadata': {'labels': {'is': '%s'}},
           'spec': {'terminationGracePeriodSeconds': 5, 'containers': [{'name': 'c', 'image': 'shop:v1'}]}}}}
        """
            .formatted(name, label, label));
  }

  /// A ConfigMap of which each of two people writes one entry.
  public static Obj shared(String name) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'ConfigMap',
         'metadata': {'name': '%s', 'namespace': 'default'}, 'data': {'left': '', 'right': ''}}
        """
            .formatted(name));
  }

  static Obj entry(String name, String word) {
    return json("{'data': {'%s': '%s'}}".formatted(name, word));
  }

  public static Obj configMap(String namespace, String name, String word) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'ConfigMap',
         'metadata': {'name': '%s', 'namespace': '%s', 'annotations': {'word': '%s'}}, 'data': {'word': '%s'}}
        """
            .formatted(name, namespace, word, word));
  }

  /// A merge patch of a Deployment as [#deployment] makes them, of one container without settings.
  public static Obj image(String image) {
    return json(
        "{'spec': {'template': {'spec': {'containers': [{'name': 'c', 'image': '%s'}]}}}}"
            .formatted(image));
  }

  /// A merge patch of a ConfigMap.
  public static Obj word(String word) {
    return json(
        "{'metadata': {'annotations': {'word': '%s'}}, 'data': {'word': '%s'}}"
            .formatted(word, word));
  }

  /// A merge patch of a Deployment as [#deployment] makes them.
  static Obj rollout(Obj now, String word, String image, long replicas) {
    Obj container =
        (Obj) now.obj("spec").obj("template").obj("spec").items("containers").getFirst();
    Obj pod =
        Json.object()
            .put("containers", Json.array(List.of(container.with("image", image))))
            .build();
    Obj template = Json.object().put("spec", pod).build();
    Obj spec = Json.object().put("replicas", replicas).put("template", template).build();
    return json("{'metadata': {'annotations': {'word': '%s'}}}".formatted(word)).with("spec", spec);
  }
}
