package dev.skerry.pki.kubeconfig;

import dev.skerry.pki.Identity;

/// How a kubeconfig's user says who it is.
public sealed interface Credential {
  record ClientCertificate(Identity identity) implements Credential {}

  record Token(String token) implements Credential {
    @Override
    public String toString() {
      return "Token[…]";
    }
  }
}
