package dev.skerry.pki.kubeconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Pem;
import dev.skerry.pki.Principal;
import dev.skerry.pki.issue.Authority;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KubeConfigTest {
  private static final Instant NOW = Instant.parse("2026-11-20T20:00:00Z");
  private static final URI SERVER = URI.create("https://127.0.0.1:1234/sites/s2");
  private final SecureRandom chance = new SecureRandom();
  private final Identity ca = Authority.create(new SiteName("core"), NOW, chance);
  @TempDir Path temp = Path.of("");

  private Json seenByKubectl(KubeConfig config) throws Exception {
    boolean found =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    assumeTrue(found, "needs kubectl on the PATH");
    Path file = temp.resolve("config");
    Files.writeString(file, config.text());
    Process kubectl =
        new ProcessBuilder(
                "kubectl", "config", "view", "--raw", "-o", "json", "--kubeconfig", file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] out = kubectl.getInputStream().readAllBytes();
    assertThat(kubectl.waitFor()).isZero();
    return JsonText.parse(out, JsonLimits.REQUEST).value();
  }

  private static String decoded(Json json, String... path) {
    return new String(Base64.getDecoder().decode(json.text(path)), StandardCharsets.UTF_8);
  }

  @Test
  void kubectlReadsServerCaUserNamespaceAndContext() throws Exception {
    Identity ann = new Authority(ca, chance).client(Principal.user("ann"), NOW);
    KubeConfig config =
        new KubeConfig(
            "lab: s2 #1",
            SERVER,
            List.of(ca.certificate()),
            new Credential.ClientCertificate(ann),
            "local");
    Json seen = seenByKubectl(config);
    assertThat(seen.text("current-context")).isEqualTo("lab: s2 #1");
    Json cluster = seen.items("clusters").getFirst();
    assertThat(cluster.text("cluster", "server")).isEqualTo(SERVER.toString());
    assertThat(decoded(cluster, "cluster", "certificate-authority-data"))
        .isEqualTo(Pem.of(ca.certificate()));
    Json context = seen.items("contexts").getFirst();
    assertThat(context.text("context", "namespace")).isEqualTo("local");
    assertThat(context.text("context", "cluster")).isEqualTo("lab: s2 #1");
    Json user = seen.items("users").getFirst();
    assertThat(decoded(user, "user", "client-certificate-data"))
        .isEqualTo(Pem.of(ann.certificate()));
    assertThat(decoded(user, "user", "client-key-data"))
        .isEqualTo(Pem.ofEc(ann.key(), ann.certificate().getPublicKey()));
  }

  @Test
  void kubectlReadsATokenAsItIs() throws Exception {
    Credential token = new Credential.Token("a:b#\"c\\");
    KubeConfig config = new KubeConfig("core", SERVER, List.of(ca.certificate()), token, "default");
    Json user = seenByKubectl(config).items("users").getFirst();
    assertThat(user.text("user", "token")).isEqualTo("a:b#\"c\\");
    assertThat(token.toString()).doesNotContain("a:b");
  }
}
