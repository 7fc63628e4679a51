package dev.skerry.link;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// Says who stands at the door of a parent. Called for each connection; may block briefly.
public interface Doorkeeper {
  /// The name of the child whose certificate this is; empty to turn it away.
  ///
  /// @param chain as TLS verified it, the child's own first; empty when it showed none
  Optional<String> identify(List<X509Certificate> chain);

  /// Why somebody is turned away, as a sentence that they may read.
  default String objection(List<X509Certificate> chain) {
    return "this end has no child with that certificate";
  }
}
