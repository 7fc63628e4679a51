package dev.skerry.server.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Looks at everything a process of Skerry needs here.
public final class Doctor {
  private static final Path PROC = Path.of("/proc");

  private final List<Check> checks;

  private Doctor(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /// @param patient empty to look at the machine only, as for a site that is still to come
  public static Doctor of(Optional<Patient> patient) {
    var checks = new ArrayList<Check>();
    OptionalLong pid = patient.map(Patient::pid).orElse(OptionalLong.empty());
    checks.add(JavaCheck.ofThis());
    checks.add(new OpenFilesCheck(PROC, pid));
    if (patient.isEmpty() || patient.get().runsPods()) {
      checks.add(new CgroupCheck(PROC.resolve("self")));
      checks.add(new NamespaceCheck(List.of()));
      checks.add(new SeccompCheck(PROC));
      checks.add(new NftablesCheck(List.of()));
      Path scratch = patient.map(p -> p.data().root()).orElse(Path.of("/var/tmp"));
      checks.add(new OverlayCheck(scratch));
      checks.add(new RuntimeCheck(scratch, patient.flatMap(Patient::driver)));
    }
    patient.ifPresent(p -> checks.addAll(of(p)));
    return new Doctor(checks);
  }

  private static List<Check> of(Patient patient) {
    var line = new ParentLine(patient);
    InstantSource clock = InstantSource.system();
    return List.of(
        new ClockCheck(patient, line, clock),
        new PortCheck(patient),
        new DiskCheck(patient.data().root()),
        new FsyncCheck(patient.data().root()),
        new KeyFilesCheck(patient.data()),
        new CertificateCheck(patient.data(), clock),
        new StoreCheck(patient.data()),
        new ParentCheck(patient, line, clock));
  }

  /// Runs every check, in order.
  ///
  /// @param heard gets each finding as soon as it is made
  /// @return whether nothing failed
  public boolean examine(Consumer<Finding> heard) throws InterruptedException {
    boolean well = true;
    for (Check check : checks) {
      for (Finding finding : look(check)) {
        heard.accept(finding);
        well &= finding.level() != Finding.Level.FAIL;
      }
    }
    return well;
  }

  private static List<Finding> look(Check check) throws InterruptedException {
    try {
      return check.look();
    } catch (IOException failed) {
      String said = failed.getClass().getSimpleName() + " " + failed.getMessage();
      return List.of(
          Finding.fail(check.name(), "could not look: " + said, "run as root or as the owner"));
    }
  }
}
