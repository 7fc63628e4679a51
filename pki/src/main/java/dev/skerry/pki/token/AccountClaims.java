package dev.skerry.pki.token;

import dev.skerry.model.meta.Uid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the token of a service account says.
///
/// @param bound the object with which the token ends
/// @param audiences whom it is meant for, at least one
/// @param expires after `issued`; both in whole seconds
public record AccountClaims(
    String namespace,
    String name,
    Uid uid,
    Optional<Bound> bound,
    List<String> audiences,
    Instant issued,
    Instant expires) {

  /// @param kind `Pod`, `Secret` or `Node`
  public record Bound(String kind, String name, Uid uid) {}

  public AccountClaims {
    audiences = List.copyOf(audiences);
  }
}
