package dev.skerry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The distribution as the build packed it, unpacked for one test.
final class Distribution {
  private static final Path PACKED = Path.of("../server/target");

  private Distribution() {}

  /// @return its directory, where `./skerry` is typed as in a source tree
  static Path unpack(Path directory) throws IOException, InterruptedException {
    List<Path> packed;
    try (Stream<Path> files = Files.list(PACKED)) {
      packed =
          files
              .filter(file -> file.getFileName().toString().matches("skerry-.*\\.tar\\.gz"))
              .toList();
    }
    assertThat(packed).as("what 'mvn package' makes").hasSize(1);
    Files.createDirectories(directory);
    Process tar =
        new ProcessBuilder(
                "tar",
                "-xzf",
                packed.getFirst().toString(),
                "-C",
                directory.toString(),
                "--strip-components=1")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    Path _ = Files.createSymbolicLink(directory.resolve("skerry"), Path.of("bin/skerry"));
    return directory;
  }
}
