package dev.skerry.node.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What this node does with each field of a Pod: one line per field, a field without a line of its
/// own is treated as the object around it. Lists are written `[]`.
final class FieldTable {
  /// What happens to a field.
  sealed interface Verdict {
    record Honoured() implements Verdict {}

    /// Not the node's to act on.
    record Elsewhere(String who) implements Verdict {}

    /// @param neutral values that ask for nothing, as text
    record NotHonoured(String reason, String sentence, List<String> neutral) implements Verdict {}
  }

  /// `C` stands for a container or init container, `P` for its probes, `H` for its hooks. `+`
  /// honoured, `=` elsewhere (who), `-` refused (reason | sentence | neutral values).
  private static final String LINES =
      """
      = apiVersion | the API
      = kind | the API
      = metadata | the API
      = status | written by the node, never read as a wish
      + spec.activeDeadlineSeconds
      = spec.affinity | the scheduler
      - spec.automountServiceAccountToken | TokensNotServed | service account tokens are not issued; set it to false | false
      + spec.dnsConfig
      + spec.dnsPolicy
      = spec.enableServiceLinks | no Service is served, so there is none to link to
      - spec.ephemeralContainers | NotSupported | debug containers are not run; use exec
      + spec.hostAliases
      + spec.hostIPC
      + spec.hostNetwork
      + spec.hostPID
      - spec.hostUsers | NotSupported | pods have no user namespace of their own | true
      + spec.hostname
      - spec.hostnameOverride | NotSupported | use hostname
      - spec.imagePullSecrets | NotSupported | images are pulled without credentials; import the image to the site
      + spec.nodeName
      = spec.nodeSelector | the scheduler
      - spec.os | NotSupported | nodes run Linux | linux
      - spec.overhead | NotSupported | there are no runtime classes
      = spec.preemptionPolicy | the scheduler
      = spec.priority | the scheduler
      = spec.priorityClassName | the scheduler
      - spec.readinessGates | NotSupported | only the node writes pod conditions; use a readinessProbe
      - spec.resourceClaims | NotSupported | devices are not claimed yet
      - spec.resources | NotSupported | limits are per container
      + spec.restartPolicy
      - spec.runtimeClassName | NotSupported | there are no runtime classes
      = spec.schedulerName | the scheduler
      = spec.schedulingGates | the scheduler
      + spec.serviceAccount
      + spec.serviceAccountName
      - spec.setHostnameAsFQDN | NeedsDns | the site serves no names yet | false
      - spec.shareProcessNamespace | NotSupported | each container has processes of its own | false
      - spec.subdomain | NeedsDns | the site serves no names yet, so the name would not resolve
      + spec.terminationGracePeriodSeconds
      = spec.tolerations | the scheduler
      = spec.topologySpreadConstraints | the scheduler
      - spec.workloadRef | NotSupported | gang scheduling is not offered
      - spec.securityContext.appArmorProfile | NotSupported | AppArmor profiles are not applied
      + spec.securityContext.fsGroup
      + spec.securityContext.fsGroupChangePolicy
      + spec.securityContext.runAsGroup
      + spec.securityContext.runAsNonRoot
      + spec.securityContext.runAsUser
      - spec.securityContext.seLinuxChangePolicy | NotSupported | SELinux labels are not set
      - spec.securityContext.seLinuxOptions | NotSupported | SELinux labels are not set
      + spec.securityContext.seccompProfile
      + spec.securityContext.supplementalGroups
      - spec.securityContext.supplementalGroupsPolicy | NotSupported | groups of the image's /etc/group are merged | Merge
      - spec.securityContext.sysctls | NotSupported | kernel settings are the host's
      - spec.securityContext.windowsOptions | NotSupported | nodes run Linux
      + spec.volumes[].name
      + spec.volumes[].configMap
      + spec.volumes[].downwardAPI
      + spec.volumes[].emptyDir
      + spec.volumes[].hostPath
      + spec.volumes[].secret
      + spec.volumes[].projected.defaultMode
      + spec.volumes[].projected.sources[].configMap
      + spec.volumes[].projected.sources[].downwardAPI
      + spec.volumes[].projected.sources[].secret
      - spec.volumes[].projected.sources[].clusterTrustBundle | NotSupported | trust bundles are not served; use a configMap
      - spec.volumes[].projected.sources[].podCertificate | NotSupported | pod certificates are not issued
      - spec.volumes[].projected.sources[].serviceAccountToken | TokensNotServed | service account tokens are not issued; use a secret
      - spec.volumes[].ephemeral | VolumeNotServed | claims are not served yet; use hostPath under /var/lib/skerry/volumes/
      - spec.volumes[].persistentVolumeClaim | VolumeNotServed | claims are not served yet; use hostPath under /var/lib/skerry/volumes/
      - spec.volumes[].csi | VolumeNotServed | CSI drivers are not run
      - spec.volumes[].image | VolumeNotServed | images are not mounted as volumes
      - spec.volumes[].nfs | VolumeNotServed | mount it on the host and use hostPath
      - spec.volumes[].iscsi | VolumeNotServed | mount it on the host and use hostPath
      - spec.volumes[].fc | VolumeNotServed | mount it on the host and use hostPath
      - spec.volumes[].cephfs | VolumeNotServed | mount it on the host and use hostPath
      - spec.volumes[].rbd | VolumeNotServed | mount it on the host and use hostPath
      - spec.volumes[].glusterfs | VolumeNotServed | mount it on the host and use hostPath
      - spec.volumes[].gitRepo | VolumeNotServed | use an init container that fetches the files
      - spec.volumes[].awsElasticBlockStore | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].azureDisk | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].azureFile | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].cinder | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].gcePersistentDisk | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].photonPersistentDisk | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].vsphereVolume | VolumeNotServed | cloud disks are not attached
      - spec.volumes[].flexVolume | VolumeNotServed | volume plugins are not run
      - spec.volumes[].flocker | VolumeNotServed | volume plugins are not run
      - spec.volumes[].portworxVolume | VolumeNotServed | volume plugins are not run
      - spec.volumes[].quobyte | VolumeNotServed | volume plugins are not run
      - spec.volumes[].scaleIO | VolumeNotServed | volume plugins are not run
      - spec.volumes[].storageos | VolumeNotServed | volume plugins are not run
      + C.args
      + C.command
      + C.env[].name
      + C.env[].value
      + C.env[].valueFrom.configMapKeyRef
      + C.env[].valueFrom.fieldRef
      - C.env[].valueFrom.fileKeyRef | NotSupported | use a configMap or secret
      + C.env[].valueFrom.resourceFieldRef
      + C.env[].valueFrom.secretKeyRef
      + C.envFrom[].configMapRef
      + C.envFrom[].prefix
      + C.envFrom[].secretRef
      + C.image
      + C.imagePullPolicy
      + C.lifecycle.stopSignal
      + C.name
      + C.ports
      = C.resizePolicy | containers are not resized in place, so it never applies
      - C.resources.claims | NotSupported | devices are not claimed yet
      - C.resources.limits | NotSupported | only cpu and memory are limited
      + C.resources.limits.cpu
      + C.resources.limits.memory
      = C.resources.requests | the scheduler
      + C.resources.requests.cpu
      = C.resources.requests.memory | the scheduler
      + C.restartPolicy
      - C.restartPolicyRules | NotSupported | use restartPolicy
      - C.securityContext.appArmorProfile | NotSupported | AppArmor profiles are not applied
      + C.securityContext.allowPrivilegeEscalation
      + C.securityContext.capabilities
      + C.securityContext.privileged
      - C.securityContext.procMount | NotSupported | /proc is always masked | Default
      + C.securityContext.readOnlyRootFilesystem
      + C.securityContext.runAsGroup
      + C.securityContext.runAsNonRoot
      + C.securityContext.runAsUser
      - C.securityContext.seLinuxOptions | NotSupported | SELinux labels are not set
      + C.securityContext.seccompProfile
      - C.securityContext.windowsOptions | NotSupported | nodes run Linux
      + C.stdin
      + C.stdinOnce
      + C.terminationMessagePath
      + C.terminationMessagePolicy
      + C.tty
      - C.volumeDevices | VolumeNotServed | claims are not served yet
      + C.volumeMounts[].mountPath
      - C.volumeMounts[].mountPropagation | NotSupported | mounts do not propagate | None
      + C.volumeMounts[].name
      + C.volumeMounts[].readOnly
      - C.volumeMounts[].recursiveReadOnly | NotSupported | mounts below a read-only mount keep their own mode | Disabled
      + C.volumeMounts[].subPath
      + C.volumeMounts[].subPathExpr
      + C.workingDir
      + P.exec
      + P.failureThreshold
      - P.grpc | NotSupported | gRPC probes are not built; use httpGet, tcpSocket or exec
      + P.httpGet
      + P.initialDelaySeconds
      + P.periodSeconds
      + P.successThreshold
      + P.tcpSocket
      + P.terminationGracePeriodSeconds
      + P.timeoutSeconds
      + H.exec
      + H.httpGet
      + H.sleep
      - H.tcpSocket | NotSupported | Kubernetes does not run TCP hooks either; use httpGet or exec
      """;

  private static final List<String> CONTAINERS =
      List.of("spec.containers[]", "spec.initContainers[]");
  private static final List<String> PROBES =
      List.of(".livenessProbe", ".readinessProbe", ".startupProbe");
  private static final List<String> HOOKS = List.of(".lifecycle.postStart", ".lifecycle.preStop");
  private static final FieldTable POD = new FieldTable(LINES);

  private final SortedMap<String, Verdict> verdicts = new TreeMap<>();

  private FieldTable(String lines) {
    lines.lines().forEach(this::read);
  }

  static FieldTable pod() {
    return POD;
  }

  private void read(String line) {
    String[] cells = line.substring(2).split(" \\| ", -1);
    Verdict verdict =
        switch (line.charAt(0)) {
          case '+' -> new Verdict.Honoured();
          case '=' -> new Verdict.Elsewhere(cells[1]);
          case '-' ->
              new Verdict.NotHonoured(
                  cells[1], cells[2], cells.length > 3 ? List.of(cells[3].split(",")) : List.of());
          default -> throw new IllegalStateException("not a line of the field table: " + line);
        };
    places(cells[0]).forEach(path -> verdicts.put(path, verdict));
  }

  private static List<String> places(String path) {
    var places = new ArrayList<String>();
    String rest = path.substring(1);
    switch (path.charAt(0)) {
      case 'C' -> CONTAINERS.forEach(c -> places.add(c + rest));
      case 'P' -> CONTAINERS.forEach(c -> PROBES.forEach(p -> places.add(c + p + rest)));
      case 'H' -> CONTAINERS.forEach(c -> HOOKS.forEach(h -> places.add(c + h + rest)));
      default -> places.add(path);
    }
    return places;
  }

  /// @param steps names of fields, lists with `[]` at their end
  Optional<Verdict> verdict(List<String> steps) {
    for (int length = steps.size(); length > 0; length--) {
      String path = String.join(".", steps.subList(0, length));
      Verdict found = verdicts.get(path);
      if (found == null && path.endsWith("[]")) {
        found = verdicts.get(path.substring(0, path.length() - 2));
      }
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
