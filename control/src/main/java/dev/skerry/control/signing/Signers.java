package dev.skerry.control.signing;

import dev.skerry.control.access.Access;
import dev.skerry.control.access.Ask;
import dev.skerry.control.access.User;
import dev.skerry.control.state.View;
import dev.skerry.model.meta.GroupKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who signs what, and who may say so.
public final class Signers {
  public static final String GROUP = "certificates.k8s.io";
  public static final GroupKind REQUEST = new GroupKind(GROUP, "CertificateSigningRequest");

  /// Certificates by which people and programs are known here; the only signer that a control plane
  /// has itself.
  public static final String CLIENT = "kubernetes.io/kube-apiserver-client";

  /// What such a certificate may be for.
  public static final List<String> CLIENT_USAGES =
      List.of("client auth", "digital signature", "key encipherment");

  private Signers() {}

  /// Whether a user has a verb on a signer, or on all of its domain.
  ///
  /// @param verb `approve` or `sign`
  public static boolean may(View view, User user, String verb, String signer) {
    int slash = signer.indexOf('/');
    String domain = slash < 0 ? signer : signer.substring(0, slash);
    return Stream.of(signer, domain + "/*")
        .anyMatch(name -> Access.allows(view, user, new Ask(verb, "", GROUP, "signers", "", name)));
  }

  /// Why nobody is given such a certificate by [#CLIENT]: as a user its holder would be more than
  /// roles can say.
  public static Optional<String> objection(User named) {
    if (named.isIn(User.MASTERS)) {
      return Optional.of(
          "use of " + CLIENT + " signer with " + User.MASTERS + " group is not allowed");
    }
    return named.isOfMachinery()
        ? Optional.of(
            "use of "
                + CLIENT
                + " signer as "
                + named.name()
                + " is not allowed: controllers, sites and nodes are not made by requests")
        : Optional.empty();
  }
}
