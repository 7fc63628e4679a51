package dev.skerry.control.workload;

import dev.skerry.model.meta.GroupKind;

/// The kinds that controllers know by name.
public final class KindNames {
  public static final GroupKind POD = GroupKind.core("Pod");
  public static final GroupKind NODE = GroupKind.core("Node");
  public static final GroupKind NAMESPACE = GroupKind.core("Namespace");
  public static final GroupKind SECRET = GroupKind.core("Secret");
  public static final GroupKind CONFIG_MAP = GroupKind.core("ConfigMap");
  public static final GroupKind SERVICE_ACCOUNT = GroupKind.core("ServiceAccount");
  public static final GroupKind LIMIT_RANGE = GroupKind.core("LimitRange");
  public static final GroupKind RESOURCE_QUOTA = GroupKind.core("ResourceQuota");
  public static final GroupKind EVENT = GroupKind.core("Event");
  public static final GroupKind LEASE = new GroupKind("coordination.k8s.io", "Lease");
  public static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  public static final GroupKind REPLICA_SET = new GroupKind("apps", "ReplicaSet");
  public static final GroupKind ROLE = rbac("Role");
  public static final GroupKind CLUSTER_ROLE = rbac("ClusterRole");
  public static final GroupKind ROLE_BINDING = rbac("RoleBinding");
  public static final GroupKind CLUSTER_ROLE_BINDING = rbac("ClusterRoleBinding");
  public static final GroupKind POLICY =
      new GroupKind("admissionregistration.k8s.io", "ValidatingAdmissionPolicy");
  public static final GroupKind POLICY_BINDING =
      new GroupKind("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding");
  public static final GroupKind SITE = new GroupKind("skerry.dev", "Site");
  public static final GroupKind PLACEMENT = new GroupKind("skerry.dev", "Placement");

  private KindNames() {}

  private static GroupKind rbac(String kind) {
    return new GroupKind("rbac.authorization.k8s.io", kind);
  }
}
