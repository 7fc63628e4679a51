package dev.skerry.control.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An authenticated caller.
///
/// @param groups such as `system:masters`
public record User(String name, List<String> groups) {
  public static final String MASTERS = "system:masters";
  public static final String SITES = "skerry:sites";
  public static final String NODES = "system:nodes";
  public static final String AUTHENTICATED = "system:authenticated";
  private static final String CONTROLLERS = "system:controller:";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
  private static final String SERVICE_ACCOUNTS = "system:serviceaccounts";

  public User {
    groups = List.copyOf(groups);
  }

  /// A controller of this control plane: may all, and its name is its field manager.
  public static User controller(String name) {
    return new User(CONTROLLERS + name, List.of(MASTERS));
  }

  /// What a service account is called as a user.
  public static String serviceAccountName(String namespace, String name) {
    return SERVICE_ACCOUNT + namespace + ":" + name;
  }

  /// The service account that this is the name of; empty when it is none's.
  public static Optional<ServiceAccount> account(String name) {
    int head = SERVICE_ACCOUNT.length();
    int colon = name.indexOf(':', head);
    return name.startsWith(SERVICE_ACCOUNT) && colon > head
        ? Optional.of(new ServiceAccount(name.substring(head, colon), name.substring(colon + 1)))
        : Optional.empty();
  }

  /// A service account by its namespace and name.
  public record ServiceAccount(String namespace, String name) {}

  public static User serviceAccount(String namespace, String name) {
    return new User(
        serviceAccountName(namespace, name),
        List.of(SERVICE_ACCOUNTS, SERVICE_ACCOUNTS + ":" + namespace));
  }

  /// This user, who proved to be it.
  public User authenticated() {
    if (isIn(AUTHENTICATED)) {
      return this;
    }
    var all = new ArrayList<>(groups);
    all.add(AUTHENTICATED);
    return new User(name, all);
  }

  /// What this control plane, its sites and its nodes act as; nobody else may be given such a name
  /// or such a group.
  public boolean isOfMachinery() {
    return name.startsWith(CONTROLLERS)
        || name.startsWith("system:node:")
        || isIn(SITES)
        || isIn(NODES);
  }

  public boolean isController() {
    return name.startsWith(CONTROLLERS);
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }
}
