package dev.skerry.server.keys;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.Identity;
import dev.skerry.pki.IdentityFiles;
import dev.skerry.pki.KeyPairFile;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.TlsContexts;
import dev.skerry.pki.Validity;
import dev.skerry.pki.issue.Authority;
import dev.skerry.pki.kubeconfig.Credential;
import dev.skerry.pki.kubeconfig.KubeConfig;
import dev.skerry.server.config.DataDir;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/// The keys of one control plane: its own authority, its server certificate, and below a parent
/// what it shows there; or those of a node. Files are written whole and readable by nobody else.
/// Any thread.
public final class Vault {
  /// How long past its end a certificate is still good here: a site may be cut off for a month and
  /// its clock may be wrong by days.
  private static final Duration GRACE = Duration.ofDays(60);

  private static final Pattern CA_NAME = Pattern.compile("CN=skerry ([-a-z0-9]+) CA");

  private final DataDir data;
  private final SecureRandom chance = new SecureRandom();
  private final InstantSource clock;
  private final TlsContexts contexts;

  public Vault(DataDir data) {
    this(data, InstantSource.system());
  }

  /// @param clock at whose time certificates are made, renewed and verified
  public Vault(DataDir data, InstantSource clock) {
    this.data = data;
    this.clock = clock;
    this.contexts = new TlsContexts(clock, GRACE, chance);
  }

  public SecureRandom chance() {
    return chance;
  }

  public InstantSource clock() {
    return clock;
  }

  private IdentityFiles files(String name) {
    return new IdentityFiles(data.pki(), name);
  }

  /// Makes this control plane's authority, unless it is there.
  ///
  /// @throws PkiRefused when it was there, and is no longer or only in part: sites and nodes know
  ///   no other one
  public void found(SiteName name) throws IOException, PkiRefused {
    makeDirectory();
    if (files("ca").exist()) {
      return;
    }
    if (Files.exists(data.store()) || Files.exists(data.pki().resolve("ca.crt"))) {
      throw new PkiRefused(
          data.pki()
              + " has no whole authority any more, ca.key and ca.crt; restore both from a backup:"
              + " whoever joined trusts no other");
    }
    files("ca").save(Authority.create(name, clock.instant(), chance));
  }

  private void makeDirectory() throws IOException {
    Files.createDirectories(
        data.pki(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  public Authority authority() throws IOException, PkiRefused {
    return new Authority(files("ca").load(), chance);
  }

  /// By which the tokens of service accounts are signed; made at the first call.
  public KeyPair accountKeys() throws IOException, PkiRefused {
    return KeyPairFile.of(data.pki().resolve("accounts.key"), chance);
  }

  public X509Certificate ca() throws IOException, PkiRefused {
    return files("ca").load().certificate();
  }

  /// What this process serves with; made anew when its names changed or two thirds of its life are
  /// over.
  public Shown server(List<String> hosts) throws IOException, PkiRefused {
    IdentityFiles files = files("server");
    boolean same =
        files.exist()
            && Files.exists(hostsFile())
            && Files.readString(hostsFile()).equals(text(hosts));
    Identity kept =
        files.exist() ? files.load() : authority().server(ServerNames.of(hosts), clock.instant());
    var shown = new Shown(files, kept);
    if (!same) {
      shown.renewed(anew(kept, hosts));
      Files.writeString(hostsFile(), text(hosts));
    }
    renewServer(shown, hosts);
    return shown;
  }

  /// With the same key, so that no crash leaves a pair that does not match.
  private Identity anew(Identity old, List<String> hosts) throws IOException, PkiRefused {
    Authority authority = authority();
    X509Certificate made =
        authority.server(old.certificate().getPublicKey(), ServerNames.of(hosts), clock.instant());
    return new Identity(old.key(), List.of(made, authority.certificate()));
  }

  /// True when it was due.
  public boolean renewServer(Shown shown, List<String> hosts) throws IOException, PkiRefused {
    Instant now = clock.instant();
    X509Certificate served = shown.get().certificate();
    boolean due = Validity.isRenewalDue(served, now) || Validity.isMadeAhead(served, ca(), now);
    if (due) {
      shown.renewed(anew(shown.get(), hosts));
    }
    return due;
  }

  private java.nio.file.Path hostsFile() {
    return data.pki().resolve("server.hosts");
  }

  private static String text(List<String> hosts) {
    return String.join("\n", hosts) + "\n";
  }

  /// Serves with that identity and knows clients by this control plane's own authority.
  public SSLContext serving(Shown identity) throws IOException, PkiRefused {
    return contexts.server(identity, List.of(ca()));
  }

  /// What this site shows its parent; empty before it joined.
  public Optional<Shown> parentIdentity() throws IOException, PkiRefused {
    return shown("parent");
  }

  /// What this node shows its control plane; empty before it joined.
  public Optional<Shown> nodeIdentity() throws IOException, PkiRefused {
    return shown("node");
  }

  private Optional<Shown> shown(String name) throws IOException, PkiRefused {
    IdentityFiles files = files(name);
    return files.exist() ? Optional.of(new Shown(files, files.load())) : Optional.empty();
  }

  public void joined(Identity shown, String parentCa) throws IOException {
    files("parent").save(shown);
    Files.writeString(data.parentCa(), parentCa);
  }

  /// The directory is a node's from now on.
  public void joinedAsNode(Identity shown, String siteCa) throws IOException {
    makeDirectory();
    files("node").save(shown);
    Files.writeString(data.parentCa(), siteCa);
  }

  /// The parent's name, which its authority's certificate carries.
  public String parentName() throws IOException, PkiRefused {
    X509Certificate ca = Pem.certificates(parentCa()).getFirst();
    Matcher name = CA_NAME.matcher(ca.getSubjectX500Principal().getName());
    if (!name.find()) {
      throw new PkiRefused(data.parentCa() + " is not the certificate of a Skerry authority");
    }
    return name.group(1);
  }

  /// The authority of the parent, or of a node's site, PEM.
  public String parentCa() throws IOException {
    return Files.readString(data.parentCa());
  }

  public SSLContext towardsParent() throws IOException, PkiRefused {
    return towardsParent(
        parentIdentity()
            .orElseThrow(() ->
                new PkiRefused(data.pki() + " has no certificate for the parent; join first")));
  }

  /// Knows the parent, or a node's site, by its authority.
  public SSLContext towardsParent(Shown shown) throws IOException, PkiRefused {
    return contexts.client(shown, Pem.certificates(parentCa()));
  }

  public TlsContexts contexts() {
    return contexts;
  }

  /// Writes the kubeconfig of this control plane's first administrator, who may do everything.
  public void writeAdminKubeconfig(String name, URI url, String namespace)
      throws IOException, PkiRefused {
    Identity admin =
        authority().client(Principal.user("admin", Principal.MASTERS), clock.instant());
    var config =
        new KubeConfig(
            name, url, List.of(ca()), new Credential.ClientCertificate(admin), namespace);
    var file = data.adminKubeconfig();
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, config.text());
  }
}
