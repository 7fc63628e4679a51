package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher of the distribution, with a JDK that only says what it was started with.
final class LauncherTest {
  @TempDir private Path jdk = Path.of("");

  private String started(String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = jdk.resolve("bin").resolve(program);
      Files.writeString(file, "#!/bin/sh\necho \"LC_ALL=$LC_ALL $*\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    var command = new java.util.ArrayList<>(List.of("sh", "src/dist/bin/skerry"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void whateverTheLocaleFileNamesOfImagesCanBeWritten() throws Exception {
    assertThat(started("site", "run")).startsWith("LC_ALL=C.UTF-8 ");
    assertThat(started("version")).startsWith("LC_ALL=C.UTF-8 ");
  }
}
