package dev.skerry.api.fleet;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.model.meta.SiteName;
import java.io.IOException;
import java.util.List;

/// Answers reads of a site that does not answer itself.
public interface Remembering {
  /// A read that did not reach its site.
  ///
  /// @param path below `/sites/<site>`
  /// @param why the site was not reached
  record Silent(SiteName site, List<String> path, Refused why) {
    public Silent {
      path = List.copyOf(path);
    }
  }

  /// @throws Refused `SITE_UNREACHABLE` for what is not held here
  void answer(Exchange exchange, User user, Silent silent)
      throws Refused, IOException, InterruptedException;
}
