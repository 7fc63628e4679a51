package dev.skerry.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// When a certificate holds and when it is renewed.
public final class Validity {
  /// Certificates start this much before they are issued: clocks of machines that were just
  /// installed differ by minutes, and by a whole hour when one took local time for UTC.
  public static final Duration BACKDATED = Duration.ofHours(2);

  public static final Duration CA_LIFE = Duration.ofDays(3650);

  /// A site renews after eight months, so a cut of four months costs nothing.
  public static final Duration LEAF_LIFE = Duration.ofDays(365);

  private Validity() {}

  /// Two thirds of the way through its life.
  public static Instant renewalDue(X509Certificate certificate) {
    Instant start = certificate.getNotBefore().toInstant();
    Duration life = Duration.between(start, certificate.getNotAfter().toInstant());
    return start.plus(life.multipliedBy(2).dividedBy(3));
  }

  public static boolean isRenewalDue(X509Certificate certificate, Instant now) {
    return !now.isBefore(renewalDue(certificate));
  }

  /// It has not begun though its authority has: it was made while the clock was ahead, and nobody
  /// takes it now. While the authority has not begun either, it is now that the clock is wrong.
  public static boolean isMadeAhead(
      X509Certificate certificate, X509Certificate authority, Instant now) {
    return now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isBefore(authority.getNotBefore().toInstant());
  }

  /// How long past its end a certificate is taken. One that was asked for with a shorter life than
  /// usual ends when it says.
  ///
  /// @param usual for peers that were cut off
  public static Duration grace(X509Certificate certificate, Duration usual) {
    Instant start = certificate.getNotBefore().toInstant();
    Duration life = Duration.between(start, certificate.getNotAfter().toInstant());
    return life.compareTo(LEAF_LIFE) < 0 ? Duration.ZERO : usual;
  }

  /// Why a certificate does not hold now, with both times; absent when it holds.
  ///
  /// @param grace how long after its end it is still taken, for peers that were cut off
  public static Optional<String> complaint(
      X509Certificate certificate, Instant now, Duration grace) {
    Instant start = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (!now.isBefore(start) && !now.isAfter(end.plus(grace))) {
      return Optional.empty();
    }
    String what = now.isBefore(start) ? "is not valid yet" : "has expired";
    String next = now.isBefore(start) ? "" : " and renew the certificate if it is right";
    return Optional.of(
        "the certificate of "
            + certificate.getSubjectX500Principal().getName()
            + " "
            + what
            + ": it is valid from "
            + start
            + " to "
            + end
            + ", and the clock of this machine says "
            + now
            + "; set this clock if it is wrong"
            + next);
  }
}
