package dev.skerry.control.access;

import java.util.List;

/// An authenticated caller.
///
/// @param groups such as `system:masters`
public record User(String name, List<String> groups) {
  public static final String MASTERS = "system:masters";
  public static final String SITES = "skerry:sites";
  public static final String NODES = "system:nodes";

  public User {
    groups = List.copyOf(groups);
  }

  /// A controller of this control plane: may all, and its name is its field manager.
  public static User controller(String name) {
    return new User("system:controller:" + name, List.of(MASTERS));
  }

  public boolean isIn(String group) {
    return groups.contains(group);
  }
}
