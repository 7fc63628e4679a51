package dev.skerry.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdkProvidersTest {
  /// A program of its own, because a JVM makes up its list of providers once.
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      JdkProviders.keepNeeded();
      for (Provider each : Security.getProviders()) {
        IO.println(each.getName());
      }
    }
  }

  private static List<String> providers(String... options) throws Exception {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().filter(line -> !line.startsWith("Picked up")).toList();
  }

  @Test
  void onlyWhatTlsNeedsIsLookedThrough() throws Exception {
    assertThat(providers()).containsExactly("SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE");
  }

  @Test
  void aMachineWithAnOrderOfItsOwnKeepsIt(@TempDir Path dir) throws Exception {
    Path own = dir.resolve("own.security");
    Files.writeString(own, "security.provider.2=SunJCE\nsecurity.provider.5=SunRsaSign\n");
    assertThat(providers("-Djava.security.properties=" + own))
        .contains("XMLDSig")
        .hasSizeGreaterThan(6);
  }
}
