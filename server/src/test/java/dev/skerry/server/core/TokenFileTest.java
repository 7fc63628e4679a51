package dev.skerry.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.server.config.Credentials;
import dev.skerry.server.config.Pulse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A token file that `core.yaml` names.
final class TokenFileTest {
  @TempDir Path home;

  private Path tokens(String permissions) throws Exception {
    Path file = Files.writeString(home.resolve("tokens"), "s3cret,ann,1,system:masters\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static String said(Process process) throws Exception {
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void kubectlIsLetInByATokenOfTheFileAndByNoOther() throws Exception {
    var core =
        new Core(home.resolve("core"), Pulse.DEFAULT, Credentials.tokens(tokens("rw-------")));
    SiteBox.eventually(
        "the token lets in",
        () -> said(core.kubectlWithToken("s3cret", "get", "namespaces")).contains("default"));
    assertThat(said(core.kubectlWithToken("s3cret", "auth", "whoami"))).contains("ann");
    assertThat(said(core.kubectlWithToken("guess", "get", "namespaces"))).contains("Unauthorized");
    core.close();
  }

  @Test
  void aCoreDoesNotStartOnATokenFileThatOthersMayRead() throws Exception {
    Path file = tokens("rw-r--r--");
    assertThatThrownBy(
            () -> new Core(home.resolve("core"), Pulse.DEFAULT, Credentials.tokens(file)))
        .hasMessageContaining("chmod 600 " + file);
  }
}
