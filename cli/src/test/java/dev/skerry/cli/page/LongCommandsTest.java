package dev.skerry.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the manual runs for hours is not typed; the tests, properties and options that it names are
/// there.
final class LongCommandsTest {
  private static final Pattern MAVEN =
      Pattern.compile("mvn -pl (\\S+) -am test -Dtest='?([A-Za-z,]+)'? (.*)");
  private static final Pattern PROPERTY = Pattern.compile("-D(skerry\\.[a-z.]+)=");
  private static final Pattern BENCH = Pattern.compile("(bench/[a-z]+)((?: --[a-z]+ \\S+)*)");
  private static final Pattern OPTION = Pattern.compile("--[a-z]+");

  private static List<Matcher> lines(Pattern command) throws IOException {
    var found = new ArrayList<Matcher>();
    try (Stream<Path> pages = Files.list(Path.of("../docs/manual"))) {
      for (Path page : pages.sorted().toList()) {
        for (String line : Files.readAllLines(page)) {
          Matcher match = command.matcher(line);
          if (match.matches()) {
            found.add(match);
          }
        }
      }
    }
    return found;
  }

  private static String sources(Path directory) throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> walk = Files.walk(directory)) {
      for (Path file : walk.filter(each -> each.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  void testsAndPropertiesOfTheManualExist() throws IOException {
    List<Matcher> commands = lines(MAVEN);
    assertThat(commands).hasSizeGreaterThanOrEqualTo(3);
    for (Matcher command : commands) {
      String tests = sources(Path.of("..", command.group(1), "src/test/java"));
      for (String test : command.group(2).split(",", -1)) {
        assertThat(tests).as(command.group()).contains("class " + test + " ");
      }
      for (Matcher property = PROPERTY.matcher(command.group(3)); property.find(); ) {
        assertThat(tests).as(command.group()).contains('"' + property.group(1) + '"');
      }
    }
  }

  @Test
  void benchesAndOptionsOfTheManualExist() throws IOException {
    List<Matcher> commands = lines(BENCH);
    assertThat(commands).isNotEmpty();
    for (Matcher command : commands) {
      Path script = Path.of("..", command.group(1));
      assertThat(script).isExecutable();
      for (Matcher option = OPTION.matcher(command.group(2)); option.find(); ) {
        assertThat(script).content().contains(option.group() + ") ");
      }
    }
  }
}
