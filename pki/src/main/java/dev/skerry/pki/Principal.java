package dev.skerry.pki;

import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/// Whom a client certificate names, as Kubernetes reads it: user = CN, groups = every O. A site's
/// certificate also carries the site's uid as URI `skerry:site:<uid>`, since names may be taken
/// over.
public record Principal(String user, List<String> groups, Optional<Uid> site) {
  /// May do everything.
  public static final String MASTERS = "system:masters";

  /// May use only its own link.
  public static final String SITES = "skerry:sites";

  public static final String NODES = "system:nodes";
  public static final String SITE_URI = "skerry:site:";
  private static final String SITE_USER = "skerry:site:";
  private static final String NODE_USER = "system:node:";
  private static final int URI_NAME = 6;

  public Principal {
    groups = List.copyOf(groups);
  }

  public static Principal user(String user, String... groups) {
    return new Principal(user, List.of(groups), Optional.empty());
  }

  public static Principal site(SiteName name, Uid uid) {
    return new Principal(SITE_USER + name, List.of(SITES), Optional.of(uid));
  }

  public static Principal node(NodeName name) {
    return user(NODE_USER + name, NODES);
  }

  /// Reads a certificate that TLS already verified.
  ///
  /// @throws PkiRefused when it names nobody
  public static Principal of(X509Certificate certificate) throws PkiRefused {
    Principal named = named(certificate.getSubjectX500Principal());
    return new Principal(named.user, named.groups, siteUid(certificate));
  }

  /// Whom a subject names.
  ///
  /// @throws PkiRefused when it names nobody
  public static Principal named(X500Principal name) throws PkiRefused {
    String subject = name.getName();
    String user = "";
    List<String> groups = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(subject).getRdns()) {
        String value = part.getValue() instanceof String text ? text : "";
        if (part.getType().equalsIgnoreCase("CN")) {
          user = value;
        } else if (part.getType().equalsIgnoreCase("O")) {
          groups.add(value);
        }
      }
    } catch (InvalidNameException broken) {
      throw new PkiRefused("the subject '" + subject + "' is broken", broken);
    }
    if (user.isEmpty()) {
      throw new PkiRefused("the subject '" + subject + "' has no CN, so it names no user");
    }
    return new Principal(user, groups, Optional.empty());
  }

  /// The site's name, for a certificate of a site.
  public Optional<SiteName> siteName() {
    return user.startsWith(SITE_USER) && groups.contains(SITES)
        ? Optional.of(new SiteName(user.substring(SITE_USER.length())))
        : Optional.empty();
  }

  /// The node's name, for a certificate of a node.
  public Optional<NodeName> nodeName() {
    return user.startsWith(NODE_USER) && groups.contains(NODES)
        ? Optional.of(new NodeName(user.substring(NODE_USER.length())))
        : Optional.empty();
  }

  private static Optional<Uid> siteUid(X509Certificate certificate) throws PkiRefused {
    try {
      var names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return Optional.empty();
      }
      for (List<?> name : names) {
        if (Integer.valueOf(URI_NAME).equals(name.get(0))
            && name.get(1) instanceof String uri
            && uri.startsWith(SITE_URI)) {
          return Optional.of(new Uid(uri.substring(SITE_URI.length())));
        }
      }
      return Optional.empty();
    } catch (CertificateParsingException | IllegalArgumentException broken) {
      throw new PkiRefused("the names in a certificate are broken: " + broken, broken);
    }
  }
}
