package dev.skerry.api.access;

import dev.skerry.control.access.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Static bearer tokens, as Kubernetes' `--token-auth-file` has them: lines of
/// `token,user,uid[,"group1,group2"]`. Read once; `#` begins a comment line.
public final class TokenFile {
  private static final int TOKEN = 0;
  private static final int NAME = 1;
  private static final int GROUPS = 3;

  private record Line(String token, User user) {}

  private final List<Line> lines;

  private TokenFile(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  public static TokenFile none() {
    return new TokenFile(List.of());
  }

  /// @throws IOException when it cannot be read or a line is not of this form
  public static TokenFile read(Path file) throws IOException {
    var lines = new ArrayList<Line>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      if (!text.isBlank() && !text.startsWith("#")) {
        lines.add(line(file + " line " + number, text));
      }
    }
    return new TokenFile(lines);
  }

  private static Line line(String where, String text) throws IOException {
    String[] parts = text.split(",", GROUPS + 1);
    if (parts.length < GROUPS || parts[TOKEN].isBlank() || parts[NAME].isBlank()) {
      throw new IOException(where + " is not token,user,uid[,\"group1,group2\"]");
    }
    String groups = parts.length > GROUPS ? parts[GROUPS].replace("\"", "") : "";
    List<String> names =
        Arrays.stream(groups.split(",", -1)).map(String::strip).filter(g -> !g.isEmpty()).toList();
    return new Line(parts[TOKEN].strip(), new User(parts[NAME].strip(), names));
  }

  /// Takes the same time wherever a token differs.
  Optional<User> user(String token) {
    Optional<User> found = Optional.empty();
    for (Line line : lines) {
      if (MessageDigest.isEqual(bytes(line.token()), bytes(token))) {
        found = Optional.of(line.user());
      }
    }
    return found;
  }

  private static byte[] bytes(String token) {
    return token.getBytes(StandardCharsets.UTF_8);
  }
}
