package dev.skerry.api.plane;

import dev.skerry.api.status.Refused;
import dev.skerry.model.meta.SiteName;
import java.time.Duration;

/// Admission of sites. Calls block until the outcome is durable, seconds at most; any thread.
public interface JoinPort {
  /// Makes a token for one join under that name.
  ///
  /// @param replace takes over a name that is taken
  /// @return the one line to hand over
  String makeToken(SiteName site, Duration ttl, boolean replace)
      throws Refused, InterruptedException;

  /// A site that was let in, and what proves it.
  ///
  /// @param certificate its own, PEM
  /// @param ca of this control plane, PEM
  record Joined(SiteName site, String certificate, String ca) {}

  /// Somebody shows a token, which says which site it is. Not repeatable: a token is good for one
  /// join.
  ///
  /// @param token the line that [#makeToken] gave
  /// @param request PKCS#10, PEM
  Joined join(String token, String request) throws Refused, InterruptedException;
}
