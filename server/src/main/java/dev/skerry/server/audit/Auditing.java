package dev.skerry.server.audit;

import dev.skerry.api.audit.Audit;
import dev.skerry.api.audit.AuditPolicy;
import dev.skerry.api.audit.PolicyRefused;
import dev.skerry.server.config.AuditConfig;
import dev.skerry.server.config.ConfigRefused;
import dev.skerry.server.config.ConfigYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// The audit of one control plane and the file that it goes to, if any.
public final class Auditing implements AutoCloseable {
  private final Audit audit;
  private final Optional<AuditFile> file;

  private Auditing(Audit audit, Optional<AuditFile> file) {
    this.audit = audit;
    this.file = file;
  }

  /// @throws IOException naming what cannot be read or written, or is no policy
  public static Auditing of(Optional<AuditConfig> config) throws IOException {
    if (config.isEmpty()) {
      return new Auditing(Audit.off(), Optional.empty());
    }
    AuditConfig wanted = config.get();
    AuditPolicy policy =
        wanted.policy().isPresent() ? read(wanted.policy().get()) : AuditPolicy.metadata();
    try {
      AuditFile file =
          AuditFile.open(new RotatedFile(wanted.log(), wanted.maxSizeBytes(), wanted.maxBackups()));
      return new Auditing(Audit.of(policy, file, InstantSource.system()), Optional.of(file));
    } catch (IOException broken) {
      throw new IOException(
          "audit: log "
              + wanted.log()
              + " cannot be written: "
              + broken
              + "; make its directory, or take audit out of the configuration",
          broken);
    }
  }

  private static AuditPolicy read(Path file) throws IOException {
    try {
      return AuditPolicy.of(ConfigYaml.read(file.toString(), Files.readString(file)));
    } catch (ConfigRefused bad) {
      throw new IOException("audit: " + bad.getMessage(), bad);
    } catch (PolicyRefused bad) {
      throw new IOException("audit: policy " + file + ": " + bad.getMessage(), bad);
    } catch (IOException missing) {
      throw new IOException("audit: policy " + file + " cannot be read: " + missing, missing);
    }
  }

  public Audit audit() {
    return audit;
  }

  @Override
  public void close() {
    file.ifPresent(AuditFile::close);
  }
}
