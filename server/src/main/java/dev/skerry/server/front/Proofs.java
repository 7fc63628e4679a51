package dev.skerry.server.front;

import dev.skerry.api.access.Authentication;
import dev.skerry.api.access.Bearer;
import dev.skerry.api.access.OidcTokens;
import dev.skerry.api.access.ServiceAccounts;
import dev.skerry.api.access.TokenFile;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.Credentials;
import dev.skerry.server.config.OidcConfig;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import javax.net.ssl.SSLContext;

/// Makes of a configuration what takes proofs of who somebody is.
final class Proofs {
  private Proofs() {}

  static Authentication of(Credentials credentials, Vault vault, ServiceAccounts accounts)
      throws IOException, PkiRefused {
    var bearers = new ArrayList<Bearer>();
    if (credentials.tokenFile().isPresent()) {
      bearers.add(TokenFile.read(credentials.tokenFile().get()));
    }
    bearers.add(accounts);
    if (credentials.oidc().isPresent()) {
      bearers.add(issuer(credentials.oidc().get(), vault));
    }
    return new Authentication(bearers);
  }

  private static Bearer issuer(OidcConfig config, Vault vault) throws IOException, PkiRefused {
    var claims =
        new OidcTokens.Claims(
            config.clientId(),
            config.usernameClaim(),
            config.usernamePrefix(),
            config.groupsClaim(),
            config.groupsPrefix());
    SSLContext trust =
        config.caFile().isPresent() ? trusting(config.caFile().get(), vault) : usual();
    return new OidcTokens(config.issuer(), claims, new IssuerWeb(trust));
  }

  private static SSLContext trusting(Path file, Vault vault) throws IOException, PkiRefused {
    try {
      return vault.contexts().anonymous(Pem.certificates(Files.readString(file)));
    } catch (NoSuchFileException absent) {
      throw new PkiRefused("oidc: there is no caFile " + file, absent);
    } catch (PkiRefused bad) {
      throw new PkiRefused("oidc: caFile " + file + ": " + bad.getMessage(), bad);
    }
  }

  private static SSLContext usual() throws PkiRefused {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException broken) {
      throw new PkiRefused("oidc: this Java runtime trusts nobody; name a caFile", broken);
    }
  }
}
