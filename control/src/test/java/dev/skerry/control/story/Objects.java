package dev.skerry.control.story;

import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import java.nio.charset.StandardCharsets;

/// Objects that stories are about, written as JSON with single quotes.
public final class Objects {
  private Objects() {}

  public static Obj json(String text) {
    String quoted = text.replace('\'', '"');
    return JsonText.stored(quoted.getBytes(StandardCharsets.UTF_8));
  }

  public static ObjectKey key(Obj object) {
    String version = object.text("apiVersion");
    int slash = version.indexOf('/');
    var kind = new GroupKind(slash < 0 ? "" : version.substring(0, slash), object.text("kind"));
    return ObjectKey.of(
        kind, object.text("metadata", "namespace"), object.text("metadata", "name"));
  }

  public static ObjectKey deployment(String name) {
    return ObjectKey.of(new GroupKind("apps", "Deployment"), "default", name);
  }

  /// A Deployment in `default` whose pods run `image` and ask for 100m.
  public static Obj deployment(String name, long replicas, String image) {
    return json(
        """
        {'apiVersion': 'apps/v1', 'kind': 'Deployment',
         'metadata': {'name': '%s', 'namespace': 'default', 'labels': {'app': '%s'}},
         'spec': {'replicas': %d, 'selector': {'matchLabels': {'app': '%s'}},
          'strategy': {'type': 'RollingUpdate', 'rollingUpdate': {'maxSurge': '25%%', 'maxUnavailable': '25%%'}},
          'template': {'metadata': {'labels': {'app': '%s'}},
           'spec': {'containers': [{'name': 'c', 'image': '%s', 'resources': {'requests': {'cpu': '100m'}}}]}}}}
        """
            .formatted(name, name, replicas, name, name, image));
  }

  public static Obj namespace(String name) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'Namespace', 'metadata': {'name': '%s'},
         'spec': {'finalizers': ['kubernetes']}, 'status': {'phase': 'Active'}}
        """
            .formatted(name));
  }

  public static Obj node(String name, String cpu) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'Node',
         'metadata': {'name': '%s', 'labels': {'kubernetes.io/hostname': '%s'}}, 'spec': {},
         'status': {'allocatable': {'cpu': '%s', 'memory': '4Gi', 'pods': '20'},
          'conditions': [{'type': 'Ready', 'status': 'True'}]}}
        """
            .formatted(name, name, cpu));
  }

  public static Obj pod(String name, String spec) {
    return json(
        """
        {'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': '%s', 'namespace': 'default', 'labels': {'app': '%s'}},
         'spec': {'containers': [{'name': 'c', 'image': 'a:1', 'resources': {'requests': {'cpu': '100m'}}}] %s}}
        """
            .formatted(name, name, spec.isEmpty() ? "" : ", " + spec));
  }

  public static ObjectKey pod(String name) {
    return ObjectKey.of(GroupKind.core("Pod"), "default", name);
  }

  public static Obj site(String name, boolean online) {
    return json(
        """
        {'apiVersion': 'skerry.dev/v1alpha1', 'kind': 'Site', 'metadata': {'name': '%s', 'labels': {'tier': 'edge'}},
         'spec': {'capacity': {'cpu': '4', 'memory': '8Gi'}},
         'status': {'lastHeard': '2026-11-20T08:59:00Z', 'conditions': [
          {'type': 'Managed', 'status': 'True'}, {'type': 'Online', 'status': '%s'}]}}
        """
            .formatted(name, online ? "True" : "Unknown"));
  }

  public static ObjectKey site(String name) {
    return ObjectKey.of(new GroupKind("skerry.dev", "Site"), "", name);
  }

  public static Obj online(boolean online) {
    return json(
        "{'status': {'conditions': [{'type': 'Online', 'status': '%s'}]}}"
            .formatted(online ? "True" : "Unknown"));
  }

  /// Spec fields of a Placement named `shop` for all Deployments of `default`.
  public static Obj placement(String spec) {
    return json(
        """
        {'apiVersion': 'skerry.dev/v1alpha1', 'kind': 'Placement',
         'metadata': {'name': 'shop', 'namespace': 'default'}, 'spec': {%s}}
        """
            .formatted(spec));
  }

  public static Obj running(String since) {
    return json(
        """
        {'status': {'phase': 'Running', 'conditions': [
         {'type': 'Ready', 'status': 'True', 'lastTransitionTime': '%s'}]}}
        """
            .formatted(since));
  }
}
