package dev.skerry.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.pki.Keys;
import dev.skerry.pki.Pem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People who ask for certificates with keys of their own, by kubectl, at a core and at a site that
/// is cut off.
final class CertificatesTest {
  private static final String CLIENT = "kubernetes.io/kube-apiserver-client";

  @TempDir private static Path home;
  private static Fleet fleet;

  @BeforeAll
  static void aFleet() throws Exception {
    fleet = new Fleet(home.resolve("fleet"));
  }

  @AfterAll
  static void end() throws Exception {
    fleet.close();
  }

  private static Kubectl kubectl(int minor, Path config) throws Exception {
    Path binary = Objects.requireNonNull(Kubectl.found().get(minor));
    return new Kubectl(binary, Files.createTempDirectory(home, "of-"), config, "default");
  }

  private static KeyPair pair(boolean rsa) throws Exception {
    if (!rsa) {
      return Keys.generate(new SecureRandom());
    }
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private static void ask(Kubectl kubectl, String name, KeyPair pair, String signer, String usage)
      throws Exception {
    boolean rsa = pair.getPrivate().getAlgorithm().equals("RSA");
    var by = new JcaContentSignerBuilder(rsa ? "SHA256withRSA" : "SHA256withECDSA");
    byte[] der =
        new JcaPKCS10CertificationRequestBuilder(
                new X500Name("O=crew,CN=" + name), pair.getPublic())
            .build(by.build(pair.getPrivate()))
            .getEncoded();
    String pem = Pem.block("CERTIFICATE REQUEST", der);
    Path file =
        kubectl.file(
            name + ".yaml",
            """
            apiVersion: certificates.k8s.io/v1
            kind: CertificateSigningRequest
            metadata: {name: %s}
            spec:
              request: %s
              signerName: %s
              expirationSeconds: 7200
              usages: [%s]
            """
                .formatted(
                    name,
                    Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)),
                    signer,
                    usage));
    assertThat(kubectl.ok("create", "-f", file.toString()))
        .contains("certificatesigningrequest.certificates.k8s.io/" + name + " created");
  }

  /// Asks until there is something.
  private static String field(Kubectl kubectl, String name, String path) throws Exception {
    String said = "";
    while (said.isEmpty()) {
      said = kubectl.ok("get", "csr", name, "-o", "jsonpath={" + path + "}");
    }
    return said;
  }

  /// Asks, is approved, and uses what comes back.
  private static void becomes(Kubectl admin, Path config, String name, boolean rsa)
      throws Exception {
    KeyPair pair = pair(rsa);
    ask(admin, name, pair, CLIENT, "client auth");
    assertThat(admin.ok("get", "csr", name).lines().toList().getFirst().split(" +"))
        .containsExactly(
            "NAME", "AGE", "SIGNERNAME", "REQUESTOR", "REQUESTEDDURATION", "CONDITION");
    assertThat(admin.ok("get", "csr", name)).containsPattern("admin +120m +Pending");
    assertThat(admin.ok("certificate", "approve", name)).contains(name + " approved");
    String certificate = field(admin, name, ".status.certificate");
    assertThat(admin.ok("get", "csr", name)).contains("Approved,Issued");
    Path certificates =
        Files.write(home.resolve(name + ".crt"), Base64.getDecoder().decode(certificate));
    Path key = Files.writeString(home.resolve(name + ".key"), Pem.of(pair.getPrivate()));
    Path own = Files.copy(config, home.resolve(name + ".kubeconfig"));
    Kubectl person = kubectl(33, own);
    person.ok(
        "config",
        "set-credentials",
        name,
        "--client-certificate=" + certificates,
        "--client-key=" + key,
        "--embed-certs=true");
    assertThat(person.ok("--user=" + name, "auth", "whoami"))
        .contains(name, "crew", "system:authenticated");
    assertThat(person.fails("--user=" + name, "get", "csr"))
        .contains("User \"" + name + "\" cannot list");
  }

  @ParameterizedTest
  @CsvSource({"30, false", "33, true"})
  void aPersonBecomesKnownByARequestThatIsApproved(int minor, boolean rsa) throws Exception {
    becomes(kubectl(minor, fleet.coreConfig()), fleet.coreConfig(), "ada-" + minor, rsa);
  }

  @Test
  void aSiteSignsByItselfWhileItIsCutOff() throws Exception {
    fleet.cut();
    try {
      becomes(kubectl(33, fleet.siteConfig()), fleet.siteConfig(), "till", false);
    } finally {
      fleet.heal();
    }
  }

  @Test
  void whatIsDeniedGetsNothing() throws Exception {
    Kubectl admin = kubectl(33, fleet.coreConfig());
    ask(admin, "mallory", pair(false), CLIENT, "client auth");
    assertThat(admin.ok("certificate", "deny", "mallory")).contains("mallory denied");
    assertThat(admin.ok("get", "csr", "mallory")).containsPattern("Denied\\s");
    assertThat(admin.fails("certificate", "approve", "mallory")).contains("is already Denied");
  }

  @Test
  void whatItsSignerDoesNotSignFailsAndTellsWhy() throws Exception {
    Kubectl admin = kubectl(33, fleet.coreConfig());
    ask(admin, "server", pair(false), CLIENT, "server auth");
    admin.ok("certificate", "approve", "server");
    assertThat(field(admin, "server", ".status.conditions[?(@.type==\"Failed\")].message"))
        .contains("the usage 'server auth' is not one of " + CLIENT);
    assertThat(admin.ok("get", "csr", "server")).contains("Approved,Failed");
  }

  /// The one that is answered after it shows that the signer looked.
  @Test
  void whatOthersSignIsLeftToThem() throws Exception {
    Kubectl admin = kubectl(33, fleet.coreConfig());
    ask(admin, "a-others", pair(false), "example.com/till", "client auth");
    admin.ok("certificate", "approve", "a-others");
    ask(admin, "b-ours", pair(false), CLIENT, "client auth");
    admin.ok("certificate", "approve", "b-ours");
    assertThat(field(admin, "b-ours", ".status.certificate")).isNotEmpty();
    assertThat(admin.ok("get", "csr", "a-others")).containsPattern("Approved\\s");
  }
}
