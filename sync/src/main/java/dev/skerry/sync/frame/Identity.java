package dev.skerry.sync.frame;

import dev.skerry.model.meta.Names;
import dev.skerry.model.meta.Uid;

/// Who an end says it is; the transport's certificate decides whether that is believed.
///
/// @param name a site's or a node's name, a DNS label
public record Identity(Kind kind, String name, Uid uid) {
  /// What stands at an end of a link.
  public enum Kind {
    SITE,
    NODE
  }

  public Identity {
    if (!Names.isLabel(name)) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a site or node");
    }
  }

  /// `site paris`.
  @Override
  public String toString() {
    return (kind == Kind.SITE ? "site " : "node ") + name;
  }
}
