package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.cli.page.Person;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a shell sees of the installed program when it ends: 0 done, 1 refused or failed, 2 usage, 3
/// something is missing on the machine. Errors are `skerry: ` and a sentence.
@Tag("distribution")
final class ExitCodesTest {
  @TempDir Path directory;
  private Person person = new Person(Path.of(""), Path.of(""), List.of());

  @BeforeEach
  void someoneComes() throws Exception {
    person = Person.at(directory);
  }

  /// One line of error, no answer; `said` is in it.
  private static void ended(Person.Ran ran, int code, String said) {
    assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(code);
    assertThat(ran.out()).isEmpty();
    List<String> lines = ran.err().lines().toList();
    assertThat(lines.getFirst()).startsWith("skerry: ").contains(said);
    assertThat(lines).as("usage has a second").hasSize(code == 2 ? 2 : 1);
    assertThat(ran.err()).doesNotContain("\tat ", "Exception", "java.");
  }

  private void ended(int code, String said, String line) throws Exception {
    ended(person.skerry(line.split(" ", -1)), code, said);
  }

  @Test
  void whatIsDoneIsNothing() throws Exception {
    for (String line : List.of("version", "lab --help", "lab down")) {
      Person.Ran ran = person.skerry(line.split(" ", -1));
      assertThat(ran.code()).as(line + ran.err()).isZero();
      assertThat(ran.err()).doesNotContain("skerry: ");
    }
  }

  @Test
  void whatIsRefusedOrFailsIsOne() throws Exception {
    ended(1, "there is no lab named default; skerry lab up --name default", "lab cut s2");
    ended(1, "skerry core init", "core --data " + directory + "/nothing");
    ended(1, "there is no /nonexistent", "image import /nonexistent");
    ended(1, "is not a mapping", "why deployment/shop --kubeconfig /etc/passwd");
    Path closed = Files.createDirectory(directory.resolve("closed"));
    Files.writeString(closed.resolve("core.yaml"), "{}");
    Files.setPosixFilePermissions(
        closed.resolve("core.yaml"), PosixFilePermissions.fromString("---------"));
    if (Person.mayLack()) {
      ended(1, "no permission for " + closed, "core --data " + closed);
      ended(1, "no permission for the kubeconfig", "why a/b --kubeconfig " + closed + "/core.yaml");
    }
    Map<String, String> file = Map.of("SKERRY_HOME", "/etc/passwd");
    ended(person.skerry(file, "lab", "status"), 1, "Not a directory");
  }

  @Test
  void whatMakesNoSenseIsTwoAndSaysTheUsage() throws Exception {
    ended(2, "Unmatched argument at index 0: 'frobnicate'", "frobnicate");
    ended(2, "Unknown option", "lab up --frobnicate");
  }

  @Test
  void whatTheMachineLacksIsThreeAndHowToGetIt() throws Exception {
    Person poor = person.without(Person.programs("crun", "runc", "conmon"));
    Person.Ran ran = poor.skerry("lab", "up", "--driver", "container");
    ended(ran, 3, "containers cannot run here: containers need root; run as root");
    if (Person.mayLack()) {
      assertThat(ran.err()).contains("crun or runc; install them: apt-get install crun conmon");
    }
    assertThat(person.skerryHome().resolve("labs")).isEmptyDirectory();
  }

  @Test
  void withoutItsJavaTheLauncherSaysSo() throws Exception {
    assumeTrue(Person.mayLack(), "covers the Java of this machine: run ./test as root");
    Person poor =
        person.without(
            Stream.of("/usr/lib/jvm", "/opt", System.getProperty("java.home")).map(Path::of));
    Files.createDirectories(directory.resolve("jdk-21/bin"));
    Files.writeString(directory.resolve("jdk-21/release"), "JAVA_VERSION=\"21.0.9\"\n");
    for (String program : List.of("java", "javac")) {
      Path file = directory.resolve("jdk-21/bin").resolve(program);
      Files.writeString(file, "#!/bin/sh\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Map<String, String> wrong = Map.of("JAVA_HOME", directory.resolve("jdk-21").toString());
    ended(poor.skerry(wrong, "version"), 3, "JDK 25 is missing; install it (temurin-25-jdk ");
  }
}
