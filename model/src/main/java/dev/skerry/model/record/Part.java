package dev.skerry.model.record;

/// The pieces of an object, by who may write them.
public enum Part {
  /// Metadata and spec; written at the object's home.
  SPEC,
  /// What placement gave one site; written at the upper end of the link.
  SHARE,
  /// What one executing site says of it: status, node binding; written at that site.
  STATUS,
  /// A declared local change of a core-homed object; written at that site.
  OVERRIDE,
  /// A whole object of a child (Pod, Node, Event) as the child shows it; written at that child.
  REPORT
}
