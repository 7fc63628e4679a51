package dev.skerry.content.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostLibrariesTest {
  @TempDir private Path scratch;

  @Test
  void theSameLibrariesAreFoundAsByTheLoaderItself() throws Exception {
    Path program = Path.of("/usr/bin/env");
    Process ldd = new ProcessBuilder("ldd", program.toString()).start();
    String said = new String(ldd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var expected = new TreeSet<String>();
    Pattern.compile("(/\\S+) \\(0x").matcher(said).results().forEach(m -> expected.add(m.group(1)));

    assertThat(expected).isNotEmpty();
    assertThat(HostLibraries.of(List.of(program)).keySet()).isEqualTo(expected);
  }

  @Test
  void aFileThatIsNoProgramNeedsNothing() throws Exception {
    Path text = Files.writeString(scratch.resolve("text"), "x".repeat(100));

    assertThat(HostLibraries.of(List.of(text))).isEmpty();
  }
}
