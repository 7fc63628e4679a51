package dev.skerry.server.doctor;

import dev.skerry.server.config.DataDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who may read the keys, and whether everything belongs to one user: a directory that was made by
/// root cannot be used by a process that runs as another.
final class KeyFilesCheck implements Check {
  private final DataDir data;

  KeyFilesCheck(DataDir data) {
    this.data = data;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public List<Finding> look() throws IOException {
    var findings = new ArrayList<Finding>();
    String owner = Files.getOwner(data.root()).getName();
    int secrets = 0;
    for (Path file : files()) {
      String name = file.getFileName().toString();
      if (name.endsWith(".key") || name.endsWith(".kubeconfig")) {
        secrets++;
        judge(file, Files.getPosixFilePermissions(file)).forEach(findings::add);
      }
      judge(file, owner, Files.getOwner(file).getName(), data.root()).forEach(findings::add);
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok("files", secrets + " keys are readable by " + owner + " alone"));
    }
    return findings;
  }

  private List<Path> files() throws IOException {
    var all = new ArrayList<Path>();
    for (Path directory : List.of(data.root(), data.pki(), data.store())) {
      if (Files.isDirectory(directory)) {
        try (var inside = Files.list(directory)) {
          inside.filter(Files::isRegularFile).sorted().forEach(all::add);
        }
      }
    }
    return all;
  }

  static List<Finding> judge(Path secret, Set<PosixFilePermission> mode) {
    boolean shared =
        mode.stream()
            .anyMatch(each -> each.name().startsWith("GROUP") || each.name().startsWith("OTHERS"));
    return shared
        ? List.of(
            Finding.fail(
                "files",
                secret + " has mode " + PosixFilePermissions.toString(mode) + ": others get at it",
                "chmod 600 " + secret + ", and make a new one if others may have read it"))
        : List.of();
  }

  static List<Finding> judge(Path file, String wanted, String owner, Path root) {
    return owner.equals(wanted)
        ? List.of()
        : List.of(
            Finding.fail(
                "files",
                file + " belongs to " + owner + ", its directory to " + wanted,
                "chown -R " + wanted + ": " + root));
  }
}
