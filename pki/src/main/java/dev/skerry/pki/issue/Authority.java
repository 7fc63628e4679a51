package dev.skerry.pki.issue;

import dev.skerry.model.meta.SiteName;
import dev.skerry.pki.CaPin;
import dev.skerry.pki.Identity;
import dev.skerry.pki.Keys;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Principal;
import dev.skerry.pki.ServerNames;
import dev.skerry.pki.Validity;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The CA of one control plane. Every site has its own, so that it can issue while it is cut off.
/// Certificates are ECDSA on P-256 with SHA-256, start [Validity#BACKDATED] early and never outlive
/// the CA. Safe for many threads.
public final class Authority {
  private static final int SERIAL_BITS = 159;
  private final Identity identity;
  private final SecureRandom chance;

  private record Extra(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

  private record Subject(X500Name name, PublicKey key, Instant end) {}

  /// @param identity the CA's own key and certificate, as [#create] made them
  /// @throws PkiRefused when the certificate is not that of a CA
  public Authority(Identity identity, SecureRandom chance) throws PkiRefused {
    if (identity.certificate().getBasicConstraints() < 0) {
      throw new PkiRefused(identity + " is not a CA");
    }
    this.identity = identity;
    this.chance = chance;
  }

  /// A new CA whose CN carries the site's name.
  public static Identity create(SiteName site, Instant now, SecureRandom chance) {
    KeyPair pair = Keys.generate(chance);
    X500Name name = name("skerry " + site + " CA", List.of("skerry"));
    Subject subject = new Subject(name, pair.getPublic(), now.plus(Validity.CA_LIFE));
    List<Extra> extras =
        List.of(
            new Extra(Extension.basicConstraints, true, new BasicConstraints(0)),
            new Extra(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
    Signing signing = new Signing(name, pair, chance);
    return new Identity(pair.getPrivate(), List.of(signing.sign(subject, now, extras)));
  }

  public X509Certificate certificate() {
    return identity.certificate();
  }

  public CaPin pin() {
    return CaPin.of(certificate());
  }

  /// A server's key and certificate, made together. The chain ends with this CA.
  public Identity server(ServerNames names, Instant now) {
    KeyPair pair = Keys.generate(chance);
    return new Identity(
        pair.getPrivate(), List.of(server(pair.getPublic(), names, now), certificate()));
  }

  public X509Certificate server(PublicKey key, ServerNames names, Instant now) {
    List<GeneralName> alternatives = new ArrayList<>();
    names.dns().forEach(dns -> alternatives.add(new GeneralName(GeneralName.dNSName, dns)));
    names.ips().forEach(ip -> alternatives.add(new GeneralName(GeneralName.iPAddress, ip)));
    X500Name subject = name("skerry server", List.of("skerry"));
    return leaf(subject, key, now, alternatives, KeyPurposeId.id_kp_serverAuth);
  }

  /// A client's key and certificate, made together.
  public Identity client(Principal principal, Instant now) {
    KeyPair pair = Keys.generate(chance);
    return new Identity(
        pair.getPrivate(), List.of(client(pair.getPublic(), principal, now), certificate()));
  }

  /// A certificate for a key that was made elsewhere, as a site's is.
  public X509Certificate client(PublicKey key, Principal principal, Instant now) {
    List<GeneralName> alternatives = new ArrayList<>();
    principal
        .site()
        .ifPresent(uid ->
            alternatives.add(
                new GeneralName(GeneralName.uniformResourceIdentifier, Principal.SITE_URI + uid)));
    X500Name subject = name(principal.user(), principal.groups());
    return leaf(subject, key, now, alternatives, KeyPurposeId.id_kp_clientAuth);
  }

  /// A certificate for who asked for it, by the name in the request.
  ///
  /// @param life at most [Validity#LEAF_LIFE]
  public X509Certificate client(UserRequest asked, Duration life, Instant now) {
    Principal who = asked.principal();
    Instant wanted = now.plus(life.compareTo(Validity.LEAF_LIFE) < 0 ? life : Validity.LEAF_LIFE);
    var subject = new Subject(name(who.user(), who.groups()), asked.key(), notAfter(wanted));
    int usage = KeyUsage.digitalSignature;
    if (asked.key() instanceof RSAPublicKey) {
      usage |= KeyUsage.keyEncipherment;
    }
    return sign(subject, now, usage, KeyPurposeId.id_kp_clientAuth, List.of());
  }

  private Instant notAfter(Instant wanted) {
    Instant last = certificate().getNotAfter().toInstant();
    return wanted.isAfter(last) ? last : wanted;
  }

  private X509Certificate leaf(
      X500Name name,
      PublicKey key,
      Instant now,
      List<GeneralName> alternatives,
      KeyPurposeId purpose) {
    Subject subject = new Subject(name, key, notAfter(now.plus(Validity.LEAF_LIFE)));
    return sign(subject, now, KeyUsage.digitalSignature, purpose, alternatives);
  }

  private X509Certificate sign(
      Subject subject, Instant now, int usage, KeyPurposeId purpose, List<GeneralName> names) {
    List<Extra> extras = new ArrayList<>();
    extras.add(new Extra(Extension.basicConstraints, true, new BasicConstraints(false)));
    extras.add(new Extra(Extension.keyUsage, true, new KeyUsage(usage)));
    extras.add(new Extra(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose)));
    if (!names.isEmpty()) {
      GeneralNames all = new GeneralNames(names.toArray(new GeneralName[0]));
      extras.add(new Extra(Extension.subjectAlternativeName, false, all));
    }
    X500Name issuer = X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    KeyPair pair = new KeyPair(certificate().getPublicKey(), identity.key());
    return new Signing(issuer, pair, chance).sign(subject, now, extras);
  }

  private static X500Name name(String common, List<String> organisations) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    for (String organisation : organisations) {
      name.addRDN(BCStyle.O, organisation);
    }
    return name.addRDN(BCStyle.CN, common).build();
  }

  private record Signing(X500Name issuer, KeyPair pair, SecureRandom chance) {
    X509Certificate sign(Subject subject, Instant now, List<Extra> extras) {
      try {
        var builder =
            new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, chance).setBit(0),
                Date.from(now.minus(Validity.BACKDATED)),
                Date.from(subject.end()),
                subject.name(),
                subject.key());
        var ids = new JcaX509ExtensionUtils();
        builder.addExtension(
            Extension.subjectKeyIdentifier, false, ids.createSubjectKeyIdentifier(subject.key()));
        builder.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            ids.createAuthorityKeyIdentifier(pair.getPublic()));
        for (Extra extra : extras) {
          builder.addExtension(extra.id(), extra.critical(), extra.value());
        }
        var signer =
            new JcaContentSignerBuilder(CertificateRequest.SIGNATURE)
                .setSecureRandom(chance)
                .build(pair.getPrivate());
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      } catch (GeneralSecurityException | OperatorCreationException | IOException broken) {
        throw new IllegalStateException("a certificate cannot be made: " + broken, broken);
      }
    }
  }
}
