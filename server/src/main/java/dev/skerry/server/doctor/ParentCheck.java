package dev.skerry.server.doctor;

import dev.skerry.model.json.Obj;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.keys.Vault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The link to the parent: TCP, TLS under the authority that was pinned when this site joined,
/// whether the parent still knows this site, and when the running process last heard it.
final class ParentCheck implements Check {
  private static final String NAME = "parent";
  private static final int UNAUTHORIZED = 401;

  /// To a certificate that was good: the site was removed, or another box took its place.
  private static final int FORBIDDEN = 403;

  /// Three heartbeats of the slowest link that is usual.
  private static final Duration QUIET = Duration.ofSeconds(30);

  private final Patient patient;
  private final ParentLine line;
  private final InstantSource clock;

  ParentCheck(Patient patient, ParentLine line, InstantSource clock) {
    this.patient = patient;
    this.line = line;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    var findings = new ArrayList<Finding>();
    switch (line.reached()) {
      case ParentLine.Reached.Nobody _ -> {}
      case ParentLine.Reached.NoTcp(URI parent, String why) ->
          findings.add(
              Finding.fail(
                  NAME,
                  parent + " is not reached: " + why,
                  "see routes, names and firewalls; what runs here goes on meanwhile"));
      case ParentLine.Reached.NoTls(URI parent, String why) ->
          findings.add(
              Finding.fail(
                  NAME,
                  parent + " answers, but not as the core this site joined: " + why,
                  "see whether the address is right, and whether its 'hosts' name it"));
      case ParentLine.Reached.Answered(URI parent, Instant _, Duration rtt) -> {
        findings.add(known(parent, rtt));
        contact().ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Finding known(URI parent, Duration rtt) throws InterruptedException {
    String what = parent + " answers in " + rtt.toMillis() + " ms";
    if (!patient.role().equals("site")) {
      return Finding.ok(NAME, what);
    }
    try {
      return judge(what, line.statusForUs());
    } catch (IOException | PkiRefused refused) {
      return Finding.fail(
          NAME,
          what + " and does not take this site's certificate: " + refused.getMessage(),
          "see clock and certificates above; else join again with a token of --replace");
    }
  }

  /// @param status what it answered to us
  static Finding judge(String what, int status) {
    return status == UNAUTHORIZED || status == FORBIDDEN
        ? Finding.fail(
            NAME, what + " and does not know this box", "join again with a token of --replace")
        : Finding.ok(NAME, what + " and knows this site");
  }

  private Optional<Finding> contact() throws InterruptedException {
    if (patient.pid().isEmpty() || patient.plane().isEmpty()) {
      return Optional.empty();
    }
    try (var api = new LocalApi(new Vault(patient.data()), patient.plane().get().url())) {
      Obj heard = api.get("/skerry/v1/parent");
      return Optional.of(judge(heard.string("lastHeard").map(Instant::parse), clock.instant()));
    } catch (IOException | PkiRefused silent) {
      return Optional.empty();
    }
  }

  /// @param heard by the process that runs here; empty when not since its start
  static Finding judge(Optional<Instant> heard, Instant now) {
    String remedy = "look for its link in the log; it dials again by itself";
    if (heard.isEmpty()) {
      return Finding.warn(NAME, "the process here has not heard it since its start", remedy);
    }
    Duration age = Duration.between(heard.get(), now);
    String what = "the process here heard it " + age.toSeconds() + " s ago";
    return age.compareTo(QUIET) > 0 ? Finding.warn(NAME, what, remedy) : Finding.ok(NAME, what);
  }
}
