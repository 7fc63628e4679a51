package dev.skerry.pki.kubeconfig;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.pki.Pem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// One way into one API server, for kubectl and every client library.
///
/// @param name of cluster, user and context; the current one
/// @param server may have a path, such as `/sites/s2`
/// @param cas whom the client trusts
/// @param namespace used when a command names none
public record KubeConfig(
    String name, URI server, List<X509Certificate> cas, Credential credential, String namespace) {

  public KubeConfig {
    cas = List.copyOf(cas);
  }

  /// The file's text, YAML. Holds a private key or a token: its file is for the owner only.
  public String text() {
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        namespace: %4$s
        user: %1$s
    users:
    - name: %1$s
      user:
    %5$s\
    """
        .formatted(
            quoted(name),
            quoted(server.toString()),
            base64(Pem.of(cas)),
            quoted(namespace),
            user());
  }

  private String user() {
    return switch (credential) {
      case Credential.ClientCertificate(var identity) ->
          """
              client-certificate-data: %s
              client-key-data: %s
          """
              .formatted(
                  base64(Pem.of(identity.certificate())),
                  base64(Pem.ofEc(identity.key(), identity.certificate().getPublicKey())));
      case Credential.Token(String token) -> "    token: " + quoted(token) + "\n";
    };
  }

  /// A JSON string is a YAML string too.
  private static String quoted(String text) {
    return JsonText.write(Json.of(text));
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
