package dev.skerry.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rooms that `docs/walk.md` leads through are there.
final class WalkTest {
  private static final Pattern ROOM = Pattern.compile("`((?:[a-z]+\\.){1,3}[A-Z][A-Za-z]+)`");
  private static final int AT_LEAST = 30;

  @Test
  void eachRoomOfTheWalkIsThere() throws IOException {
    var rooms =
        ROOM.matcher(Files.readString(Path.of("../docs/walk.md")))
            .results()
            .map(room -> room.group(1))
            .toList();
    assertThat(rooms).hasSizeGreaterThan(AT_LEAST);
    for (String room : rooms) {
      String module = room.substring(0, room.indexOf('.'));
      assertThat(
              Path.of("..", module, "src/main/java/dev/skerry", room.replace('.', '/') + ".java"))
          .isRegularFile();
    }
  }
}
