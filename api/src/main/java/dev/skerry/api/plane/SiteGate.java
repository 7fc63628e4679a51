package dev.skerry.api.plane;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;

/// The way to a direct child's own API. Blocks for as long as the request takes; any thread.
public interface SiteGate {
  /// Has the site answer this request, live through the link. There is no answer without it.
  ///
  /// @param path what to ask the site for, with the query; begins with a slash
  /// @throws Refused `SITE_UNREACHABLE` with the age of the last sign of life, or `NOT_FOUND` when
  ///   there is no such child
  void forward(SiteName site, String path, User user, Exchange exchange)
      throws Refused, IOException, InterruptedException;
}
