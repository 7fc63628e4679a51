package dev.skerry.api.plane;

import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Input.Newcomer;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;

/// Admission of sites to a core, and of nodes to a site. Calls block until the outcome is durable,
/// seconds at most; any thread.
public interface JoinPort {
  /// @param line the one line to hand over
  /// @param who may join with it; a node has its name by then
  record Made(String line, Newcomer who) {}

  /// Makes a token for one join.
  ///
  /// @param replace takes over a name that is taken
  Made makeToken(Newcomer who, Duration ttl, boolean replace) throws Refused, InterruptedException;

  /// What somebody shows at the door.
  ///
  /// @param token the line that [#makeToken] gave
  /// @param request PKCS#10, PEM
  /// @param known the name that a node which joins again has; the token must be for it
  record Shown(String token, String request, Optional<NodeName> known) {}

  /// Who was let in, and what proves it.
  ///
  /// @param site that it is, or whose node it is
  /// @param certificate its own, PEM
  /// @param ca of this control plane, PEM
  record Joined(Newcomer who, SiteName site, String certificate, String ca) {}

  /// The token says who joins. Not repeatable: a token is good for one join.
  Joined join(Shown shown) throws Refused, InterruptedException;

  /// A new certificate for the key with which a site or node joined.
  ///
  /// @param user whom its present certificate names
  /// @param request PKCS#10, PEM, of the same key
  /// @return PEM
  String renew(User user, String request) throws Refused;

  /// Why a certificate of a site or a node does not count here, or no longer, as a sentence; empty
  /// when it does, and for people.
  Optional<String> objection(X509Certificate shown);
}
