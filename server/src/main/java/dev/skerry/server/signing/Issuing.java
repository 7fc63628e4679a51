package dev.skerry.server.signing;

import dev.skerry.control.access.User;
import dev.skerry.control.signing.Signers;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Validity;
import dev.skerry.pki.issue.UserRequest;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Makes of a request the status that answers it: with a certificate by this control plane's own
/// authority, or `Failed` with the reason.
public final class Issuing {
  private static final String CLIENT_AUTH = "client auth";

  private final Vault vault;

  public Issuing(Vault vault) {
    this.vault = vault;
  }

  /// @param request approved
  ///
  /// @throws IOException when the authority's key cannot be read
  Obj status(Obj request) throws IOException {
    Obj status = request.obj("status");
    try {
      String pem = Pem.of(List.of(certificate(request.obj("spec"))));
      byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
      return status.with("certificate", Base64.getEncoder().encodeToString(bytes));
    } catch (PkiRefused refused) {
      return failed(status, String.valueOf(refused.getMessage()));
    }
  }

  private X509Certificate certificate(Obj spec) throws IOException, PkiRefused {
    requireUsages(spec);
    byte[] pem = Base64.getDecoder().decode(spec.text("request"));
    UserRequest asked = UserRequest.parse(new String(pem, StandardCharsets.ISO_8859_1));
    var named = new User(asked.principal().user(), asked.principal().groups());
    Optional<String> objection = Signers.objection(named);
    if (objection.isPresent()) {
      throw new PkiRefused(objection.get());
    }
    long seconds = spec.integer("expirationSeconds").orElse(Validity.LEAF_LIFE.toSeconds());
    return vault.authority().client(asked, Duration.ofSeconds(seconds), now());
  }

  Instant now() {
    return vault.clock().instant();
  }

  private static void requireUsages(Obj spec) throws PkiRefused {
    List<String> usages =
        spec.items("usages").stream().flatMap(usage -> usage.string().stream()).toList();
    Optional<String> other =
        usages.stream().filter(usage -> !Signers.CLIENT_USAGES.contains(usage)).findFirst();
    if (other.isPresent() || !usages.contains(CLIENT_AUTH)) {
      throw new PkiRefused(
          (other.isPresent()
                  ? "the usage '" + other.get() + "' is not one of " + Signers.CLIENT
                  : "the usage 'client auth' is missing, which " + Signers.CLIENT + " signs for")
              + "; ask for "
              + String.join(", ", Signers.CLIENT_USAGES));
    }
  }

  private Obj failed(Obj status, String why) {
    String now = now().truncatedTo(ChronoUnit.SECONDS).toString();
    var conditions = new ArrayList<>(status.items("conditions"));
    conditions.add(
        Json.object()
            .put("type", "Failed")
            .put("status", "True")
            .put("reason", "SignerValidationFailure")
            .put("message", why)
            .put("lastUpdateTime", now)
            .put("lastTransitionTime", now)
            .build());
    return status.with("conditions", Json.array(conditions));
  }
}
