package dev.skerry.node.driver;

import java.util.List;
import java.util.OptionalLong;

/// What surrounds the containers of a pod: network, name, volumes.
///
/// @param hostname at most 63 characters
/// @param hostNetwork shares the host's network instead of a namespace of its own
/// @param volumes each name once
/// @param fsGroup the group that owns the volumes made for the pod; every container has it
/// @param addedHosts lines for `/etc/hosts` (`hostAliases`), address first
public record PodPlan(
    PodId pod,
    String hostname,
    boolean hostNetwork,
    boolean hostPid,
    boolean hostIpc,
    List<VolumePlan> volumes,
    OptionalLong fsGroup,
    List<PortPlan> ports,
    List<String> addedHosts,
    DnsPlan dns) {

  /// One declared port.
  ///
  /// @param name empty when the container did not name it
  /// @param protocol `TCP`, `UDP` or `SCTP`
  /// @param hostPort 0 for none
  /// @param hostAddress where to listen; empty for every address
  public record PortPlan(
      String container,
      String name,
      int containerPort,
      String protocol,
      int hostPort,
      String hostAddress) {}

  /// The resolver file; all empty means the host's.
  public record DnsPlan(List<String> servers, List<String> searches, List<String> options) {}
}
