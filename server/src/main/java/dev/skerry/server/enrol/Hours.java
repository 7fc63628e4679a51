package dev.skerry.server.enrol;

import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/// What the clock of another control plane says. Certificates go by each machine's own clock, so
/// one that is wrong looks like a certificate that is.
public final class Hours {
  /// Certificates begin this much in the past, so a clock that is off by more than this would
  /// refuse what it is given, now or later.
  private static final Duration DIFFER = Duration.ofHours(1);

  private Hours() {}

  /// Both hours when they differ; empty when they do not, or the other one is not told. Blocks for
  /// one request.
  ///
  /// @param anyTime knows the other end whatever the hour is
  static Optional<String> apart(URI address, SSLContext anyTime, Instant here)
      throws IOException, InterruptedException {
    try (var wicket = new Wicket(address, anyTime)) {
      return wicket
          .hour()
          .filter(there -> Duration.between(there, here).abs().compareTo(DIFFER) > 0)
          .map(there ->
              "the clocks differ: this machine's says "
                  + here
                  + ", that of "
                  + address
                  + " says "
                  + there);
    }
  }

  /// What to add for people when an address is not trusted, or does not trust this end: the hours
  /// when they differ, else nothing.
  ///
  /// @param ca of whoever is above, PEM
  public static Function<URI, String> remark(Vault vault, String ca) throws PkiRefused {
    List<X509Certificate> cas = Pem.certificates(ca);
    return address -> {
      try {
        SSLContext anyTime = vault.contexts().anonymousAtAnyTime(cas);
        return apart(address, anyTime, vault.clock().instant())
            .map(hours -> "; " + hours + "; set the wrong one, nothing else needs to be done")
            .orElse("");
      } catch (IOException untold) {
        return "";
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return "";
      }
    };
  }
}
