package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// This machine's clock against the parent's, by the `Date` of an answer. Where nobody can be
/// asked, against the newest thing that was written here: a clock does not go back.
final class ClockCheck implements Check {
  private static final String NAME = "clock";

  /// A `Date` has whole seconds.
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  /// Times in objects of two machines can still be compared by eye.
  private static final Duration GOOD = Duration.ofSeconds(5);

  /// New certificates are backdated by two hours; well before that joins and renewals fail.
  private static final Duration BAD = Duration.ofMinutes(30);

  private static final String REMEDY =
      "set it and keep it: apt-get install systemd-timesyncd, or chrony";

  private final Patient patient;
  private final ParentLine line;
  private final InstantSource clock;

  ClockCheck(Patient patient, ParentLine line, InstantSource clock) {
    this.patient = patient;
    this.line = line;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws IOException, InterruptedException {
    return switch (line.reached()) {
      case ParentLine.Reached.Answered(var parent, Instant date, Duration rtt) ->
          List.of(judge(clock.instant(), date, rtt, parent.getAuthority()));
      case ParentLine.Reached.Nobody _, ParentLine.Reached.NoTcp _, ParentLine.Reached.NoTls _ ->
          List.of(judge(clock.instant(), newest()));
    };
  }

  private Instant newest() throws IOException {
    Instant newest = Instant.EPOCH;
    for (Path directory : List.of(patient.data().store(), patient.data().pki())) {
      if (Files.isDirectory(directory)) {
        try (var files = Files.list(directory)) {
          for (Path file : files.toList()) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            newest = written.isAfter(newest) ? written : newest;
          }
        }
      }
    }
    return newest;
  }

  /// @param whose the other clock is
  static Finding judge(Instant here, Instant there, Duration rtt, String whose) {
    Duration apart = Duration.between(there, here).abs();
    String both = "this machine says " + seconds(here) + ", " + whose + " says " + seconds(there);
    Duration doubt = RESOLUTION.plus(rtt);
    if (apart.compareTo(GOOD.plus(doubt)) <= 0) {
      return Finding.ok(NAME, both);
    }
    String what = both + ", " + text(apart) + " apart";
    return apart.compareTo(BAD) < 0
        ? Finding.warn(NAME, what, REMEDY)
        : Finding.fail(NAME, what + ": certificates will be refused", REMEDY);
  }

  static Finding judge(Instant here, Instant written) {
    return here.plus(GOOD).isBefore(written)
        ? Finding.fail(
            NAME,
            "this machine says "
                + seconds(here)
                + ", and its data was written at "
                + seconds(written)
                + ", later than that",
            REMEDY)
        : Finding.ok(NAME, "this machine says " + seconds(here) + ", nobody is there to compare");
  }

  static String text(Duration time) {
    return time.toDays() > 1
        ? time.toDays() + " days"
        : time.toMinutes() > 1 ? time.toMinutes() + " minutes" : time.toSeconds() + " s";
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
