package dev.skerry.server.keys;

import java.security.Security;
import java.util.List;

/// Of the JDK's cryptographic providers those that Skerry's work is done with.
///
/// TLS looks for each of its named groups in every provider, also in those for smart cards, XML
/// signatures and directories. They are found as services, so the JDK reads every archive on the
/// class path for them, and checks the signature of each of Bouncy Castle's 7,000 files.
public final class JdkProviders {
  private static final List<String> NEEDED =
      List.of("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");
  private static final String PROPERTY = "security.provider.";

  private JdkProviders() {}

  /// To be called before anything asks for a provider; later it does nothing. A JDK whose first
  /// provider is another one, such as one that FIPS 140 demands, keeps all of them.
  public static void keepNeeded() {
    for (int place = 0; place < NEEDED.size(); place++) {
      if (!NEEDED.get(place).equals(Security.getProperty(PROPERTY + (place + 1)))) {
        return;
      }
    }
    // The list ends at the first that is empty.
    Security.setProperty(PROPERTY + (NEEDED.size() + 1), "");
  }
}
