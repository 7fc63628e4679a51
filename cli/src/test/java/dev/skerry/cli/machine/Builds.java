package dev.skerry.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/// The distribution as it was built, and others made of it: of a later version, and of one that
/// cannot start.
final class Builds {
  private Builds() {}

  /// The file of the build before this test.
  static Path built() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../server/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("skerry-.*\\.tar\\.gz"))
          .findFirst()
          .orElseThrow(() -> new IOException("no distribution in server/target; mvn package"));
    }
  }

  /// Packs the built one again as another version, so that it says so wherever it is asked.
  static void later(Path built, String version, Path media) throws Exception {
    Path whole = unpacked(built, media, version);
    repack(jar(whole, "skerry-cli-"), version, "");
    pack(whole, media.resolve("skerry-" + version + ".tar.gz"));
  }

  /// One whose processes end at their start, where they open their store.
  static void broken(Path built, String version, Path media) throws Exception {
    Path whole = unpacked(built, media, version);
    repack(jar(whole, "skerry-server-"), version, "dev/skerry/server/plane/Boot.class");
    pack(whole, media.resolve("skerry-" + version + ".tar.gz"));
  }

  private static void repack(Path jar, String version, String without) throws IOException {
    Path changed = jar.resolveSibling("changed");
    try (var from = new JarFile(jar.toFile())) {
      Manifest manifest = from.getManifest();
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
      try (var to = new JarOutputStream(Files.newOutputStream(changed), manifest)) {
        for (var entry : from.stream().toList()) {
          String name = entry.getName();
          if (!name.equals(JarFile.MANIFEST_NAME) && !name.equals(without)) {
            to.putNextEntry(new JarEntry(name));
            from.getInputStream(entry).transferTo(to);
          }
        }
      }
    }
    Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path unpacked(Path built, Path media, String version) throws Exception {
    Path work = Files.createDirectories(media.resolve("work-" + version));
    Path whole = Files.createDirectories(work.resolve("skerry-" + version));
    tar("-xzf", built.toString(), "-C", whole.toString(), "--strip-components=1");
    Files.writeString(whole.resolve("lib/version"), version + "\n");
    return whole;
  }

  private static void pack(Path whole, Path file) throws Exception {
    Path work = whole.resolveSibling(".").normalize();
    tar("-czf", file.toString(), "-C", work.toString(), whole.getFileName().toString());
  }

  private static Path jar(Path whole, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(whole.resolve("lib"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void tar(String... arguments) throws Exception {
    var argv = Stream.concat(Stream.of("tar"), Stream.of(arguments)).toList();
    assertThat(new ProcessBuilder(argv).inheritIO().start().waitFor())
        .as(String.join(" ", List.of(arguments)))
        .isZero();
  }
}
