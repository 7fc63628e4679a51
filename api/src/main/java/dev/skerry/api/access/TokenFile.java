package dev.skerry.api.access;

import dev.skerry.control.access.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Static bearer tokens, as Kubernetes' `--token-auth-file` has them: lines of
/// `token,user,uid[,"group1,group2"]`; `#` begins a comment line. Only its owner may read the file.
/// Looked at when somebody shows a token, and read again when it changed; a file that cannot be
/// taken then lets nobody in until it is mended. Any thread.
public final class TokenFile implements Bearer {
  private static final System.Logger LOG = System.getLogger(TokenFile.class.getName());
  private static final int TOKEN = 0;
  private static final int NAME = 1;
  private static final int GROUPS = 3;
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private record Line(String token, User user) {}

  /// The file as it was when it was last looked at.
  private record Seen(FileTime changed, long bytes, String permissions) {
    static Seen of(Path file) throws IOException {
      var permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      return new Seen(Files.getLastModifiedTime(file), Files.size(file), permissions);
    }
  }

  private final Path file;
  private Optional<Seen> seen = Optional.empty();
  private List<Line> lines = List.of();

  private TokenFile(Path file) {
    this.file = file;
  }

  /// @throws IOException when it cannot be read, others may read it, or a line is not of this form
  public static TokenFile read(Path file) throws IOException {
    var tokens = new TokenFile(file);
    tokens.seen = Optional.of(seen(file));
    tokens.lines = lines(file);
    return tokens;
  }

  private static Seen seen(Path file) throws IOException {
    try {
      return Seen.of(file);
    } catch (NoSuchFileException absent) {
      throw new IOException("there is no token file " + file, absent);
    }
  }

  private static List<Line> lines(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNERS.containsAll(permissions)) {
      throw new IOException(
          "token file "
              + file
              + " has the permissions "
              + PosixFilePermissions.toString(permissions)
              + ": only its owner may have any: chmod 600 "
              + file);
    }
    var lines = new ArrayList<Line>();
    int number = 0;
    for (String text : Files.readAllLines(file)) {
      number++;
      if (!text.isBlank() && !text.startsWith("#")) {
        lines.add(line(file + " line " + number, text));
      }
    }
    return List.copyOf(lines);
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
  @Override
  public synchronized Optional<User> user(String token) {
    look(file);
    Optional<User> found = Optional.empty();
    for (Line line : lines) {
      if (MessageDigest.isEqual(bytes(line.token()), bytes(token))) {
        found = Optional.of(line.user());
      }
    }
    return found;
  }

  private void look(Path path) {
    Optional<Seen> now = Optional.empty();
    try {
      now = Optional.of(seen(path));
      if (!now.equals(seen)) {
        lines = List.of();
        lines = lines(path);
        LOG.log(System.Logger.Level.INFO, "TokenFileRead {0} tokens={1}", path, lines.size());
      }
    } catch (IOException refused) {
      lines = List.of();
      if (!now.equals(seen)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "TokenFileRefused {0}; no token lets anybody in until it is mended",
            refused.getMessage());
      }
    }
    seen = now;
  }

  private static byte[] bytes(String token) {
    return token.getBytes(StandardCharsets.UTF_8);
  }
}
