package dev.skerry.simulation.monitor;

import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartRecord;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.host.PlaneProcess;
import java.time.Duration;
import java.util.Optional;

/// A site is called silent only if nothing of it was heard for as long as that takes in true time,
/// and never offline.
final class SilenceIsReal implements Monitor {
  private static final GroupKind SITE = new GroupKind("skerry.dev", "Site");

  /// What is decided is durable within this, on a disk that is slow.
  private static final Duration WRITTEN = Duration.ofSeconds(2);

  private final Duration least;

  SilenceIsReal(Pace pace) {
    this.least = pace.leastSilence();
  }

  @Override
  public String name() {
    return "SilenceIsReal";
  }

  @Override
  public void part(PlaneProcess process, PartRecord record) {
    if (record.key().part() == Part.STATUS
        && record.object().kind().equals(SITE)
        && record.authority().equals(process.machine().name())
        && record.body() instanceof Body.Present body) {
      body.json().items("status", "conditions").stream()
          .filter(c -> c.text("type").equals("Online"))
          .forEach(c -> check(process, record.object().name(), c.text("status")));
    }
  }

  private void check(PlaneProcess process, String site, String online) {
    require(!online.equals("False"), site + " is called offline, which nobody can know");
    Optional<Duration> age = process.silenceOf(site);
    boolean justBack =
        process.backFor(site).filter(back -> back.compareTo(WRITTEN) <= 0).isPresent();
    boolean silent = age.isEmpty() || age.get().compareTo(least) >= 0 || justBack;
    require(!online.equals("Unknown") || silent, site + " is called silent after " + age);
  }
}
