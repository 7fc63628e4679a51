package dev.skerry.server.client;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.ConfigYaml;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The current context of a kubeconfig file.
///
/// @param server may have a path
/// @param identity the client certificate, when there is one
/// @param token the bearer token, or empty
public record KubeFile(
    URI server,
    List<X509Certificate> cas,
    Optional<Identity> identity,
    String token,
    String namespace) {

  public KubeFile {
    cas = List.copyOf(cas);
  }

  /// What was named, else `KUBECONFIG`, else `~/.kube/config`.
  public static KubeFile find(String named, Map<String, String> environment) throws Refused {
    String chosen = named.isEmpty() ? environment.getOrDefault("KUBECONFIG", "") : named;
    Path file =
        chosen.isEmpty()
            ? Path.of(
                environment.getOrDefault("HOME", System.getProperty("user.home")),
                ".kube",
                "config")
            : Path.of(chosen.split(":", -1)[0]);
    return read(file);
  }

  public static KubeFile read(Path file) throws Refused {
    try {
      return of(file, ConfigYaml.read(file.toString(), Files.readString(file)));
    } catch (NoSuchFileException absent) {
      throw new Refused(
          "there is no kubeconfig " + file + "; set KUBECONFIG or give --kubeconfig FILE", absent);
    } catch (AccessDeniedException closed) {
      throw new Refused("no permission for the kubeconfig " + file + "; run as its owner", closed);
    } catch (IOException | ConfigRefused | PkiRefused | IllegalArgumentException bad) {
      throw new Refused("the kubeconfig " + file + " cannot be used: " + bad.getMessage(), bad);
    }
  }

  private static KubeFile of(Path file, Obj config) throws IOException, PkiRefused {
    Json context = named(config, "contexts", config.text("current-context")).obj("context");
    Json cluster = named(config, "clusters", context.text("cluster")).obj("cluster");
    Json user = named(config, "users", context.text("user")).obj("user");
    String ca = material(file, cluster, "certificate-authority");
    String certificate = material(file, user, "client-certificate");
    Optional<Identity> identity =
        certificate.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Identity(
                    Pem.key(material(file, user, "client-key")), Pem.certificates(certificate)));
    return new KubeFile(
        URI.create(cluster.text("server")),
        ca.isEmpty() ? List.of() : Pem.certificates(ca),
        identity,
        user.text("token"),
        context.string("namespace").orElse("default"));
  }

  private static Json named(Json config, String list, String name) {
    return config.items(list).stream()
        .filter(each -> each.text("name").equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no '" + name + "' among its " + list));
  }

  private static String material(Path file, Json from, String key) throws IOException {
    Optional<String> inline = from.string(key + "-data");
    if (inline.isPresent()) {
      return new String(Base64.getDecoder().decode(inline.get()), StandardCharsets.UTF_8);
    }
    Optional<String> path = from.string(key);
    return path.isPresent() ? Files.readString(file.resolveSibling(path.get())) : "";
  }
}
