package dev.skerry.server.enrol;

import dev.skerry.pki.Identity;
import dev.skerry.pki.PkiRefused;
import dev.skerry.pki.Validity;
import dev.skerry.server.chore.Chores;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.keys.Shown;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/// Renews certificates of a running process when two thirds of their lives are over. What fails is
/// tried again; four months are left for that, and the grace of whoever verifies.
public final class Renewal implements Chores.Chore {
  private static final System.Logger LOG = System.getLogger(Renewal.class.getName());

  private final List<Certificate> certificates;

  /// One certificate.
  public interface Certificate {
    /// True when it was due and is done.
    boolean renewWhenDue() throws IOException, PkiRefused, ConfigRefused, InterruptedException;
  }

  public Renewal(List<Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  @Override
  public void look() throws InterruptedException {
    for (Certificate certificate : certificates) {
      try {
        if (certificate.renewWhenDue()) {
          LOG.log(System.Logger.Level.INFO, "CertificateRenewed");
        }
      } catch (IOException | PkiRefused | ConfigRefused failed) {
        LOG.log(System.Logger.Level.WARNING, "CertificateNotRenewed {0}", failed.getMessage());
      }
    }
  }

  /// The certificate that a process shows the control plane above it.
  ///
  /// @param above its addresses
  /// @param ca its authority, PEM
  public static Certificate of(Shown shown, List<URI> above, Vault vault, String ca) {
    return () -> {
      Identity now = shown.get();
      boolean due = Validity.isRenewalDue(now.certificate(), vault.clock().instant());
      if (due) {
        shown.renewed(Enrolment.renew(above, now, vault, ca));
      }
      return due;
    };
  }
}
