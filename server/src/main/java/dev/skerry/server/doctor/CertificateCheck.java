package dev.skerry.server.doctor;

import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.Validity;
import dev.skerry.pki.issue.Authority;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// How long the certificates are good, whether their renewal is late, and whether the authority of
/// a core or site can still make some.
final class CertificateCheck implements Check {
  private static final String NAME = "certificates";
  private static final String FROM_BACKUP = "restore ca.key and ca.crt from a backup";

  private final DataDir data;
  private final InstantSource clock;

  CertificateCheck(DataDir data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws IOException {
    var findings = new ArrayList<Finding>();
    for (Path file : files()) {
      findings.add(look(file));
    }
    if (!CoreConfig.exists(data) && !SiteConfig.exists(data)) {
      return findings.isEmpty() ? List.of(none("join this machine")) : findings;
    }
    try {
      Authority authority = new Vault(data).authority();
      var made = authority.server(ServerNames.of(List.of("localhost")), clock.instant());
      made.certificate().verify(authority.certificate().getPublicKey());
      findings.add(Finding.ok(NAME, "ca.key makes certificates that ca.crt verifies"));
    } catch (IOException | PkiRefused | GeneralSecurityException broken) {
      findings.add(
          Files.exists(data.store())
              ? Finding.fail(
                  NAME, "the authority cannot be used: " + broken.getMessage(), FROM_BACKUP)
              : none("make it: skerry core init, or join"));
    }
    return findings;
  }

  private Finding none(String remedy) {
    return Finding.fail(NAME, data.pki() + " has no whole authority", remedy);
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(data.pki())) {
      return List.of();
    }
    try (var inside = Files.list(data.pki())) {
      return inside.filter(file -> file.toString().endsWith(".crt")).sorted().toList();
    }
  }

  private Finding look(Path file) throws IOException {
    try {
      X509Certificate certificate = Pem.certificates(Files.readString(file)).getFirst();
      return judge(file.getFileName().toString(), certificate, clock.instant());
    } catch (PkiRefused broken) {
      return Finding.fail(
          NAME, file + " is damaged: " + broken.getMessage(), "restore it from a backup");
    }
  }

  static Finding judge(String name, X509Certificate certificate, Instant now) {
    Instant start = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    String what = name + " is good from " + start + " to " + end;
    if (now.isBefore(start)) {
      return Finding.fail(NAME, what + ", not yet", "set the clock");
    }
    if (now.isAfter(end)) {
      return Finding.fail(NAME, what + ", no longer", remedy(name));
    }
    return Validity.isRenewalDue(certificate, now)
        ? Finding.warn(NAME, what + ", and should have been renewed by now", remedy(name))
        : Finding.ok(
            NAME,
            name
                + " is good until "
                + end
                + ", "
                + ClockCheck.text(Duration.between(now, end))
                + " from now");
  }

  private static String remedy(String name) {
    return switch (name) {
      case "server.crt" -> "restart the process: it makes a new one";
      case "ca.crt" -> "an authority is not renewed yet: plan to make this place anew";
      case "parent-ca.crt" -> "the parent's authority ends: join the one that follows it";
      case String _ -> "see that the link to the parent works; else join again with --replace";
    };
  }
}
