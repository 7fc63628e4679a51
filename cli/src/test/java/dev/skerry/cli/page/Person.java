package dev.skerry.cli.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Someone at this machine with the unpacked distribution and a home of their own, without root and
/// without some of what is installed here. Tests that run as root make it another user; else it is
/// whoever runs them, with what there is.
///
/// @param lacks files and directories of this machine that look empty to them
public record Person(Path distribution, Path home, List<Path> lacks) {
  private static final int ANOTHER = 65534;
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  /// Covers what follows its first argument, an empty directory, up to `--`; then becomes the rest.
  private static final String COVER =
      """
      empty=$1; shift
      while [ "$1" != -- ]; do
        if [ -d "$1" ]; then mount --bind "$empty" "$1"
        elif [ -e "$1" ]; then mount --bind /dev/null "$1"; fi
        shift
      done
      shift
      exec "$@"
      """;

  /// One command line that ended.
  public record Ran(int code, String out, String err) {
    public String lastLine() {
      return out.strip().lines().reduce("", (_, next) -> next);
    }
  }

  public Person {
    lacks = List.copyOf(lacks);
  }

  /// @param directory for all they have; others may look into it from now on
  public static Person at(Path directory) throws IOException, InterruptedException {
    Path unpacked = Distribution.unpack(directory.resolve("skerry"));
    Path home = Files.createDirectories(directory.resolve("home"));
    Files.createDirectories(directory.resolve("empty"));
    if (ROOT) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.setAttribute(home, "unix:uid", ANOTHER);
    }
    return new Person(unpacked, home, List.of());
  }

  /// The same person on a machine where these are not installed; where the tests have no root, the
  /// same machine.
  public Person without(Stream<Path> installed) throws IOException {
    var real = new ArrayList<Path>();
    for (Path each : installed.filter(Files::exists).toList()) {
      real.add(each.toRealPath());
    }
    return new Person(distribution, home, real.stream().distinct().toList());
  }

  /// Whether [#without] has its way.
  public static boolean mayLack() {
    return ROOT;
  }

  public Ran skerry(String... arguments) throws IOException, InterruptedException {
    return skerry(Map.of(), arguments);
  }

  /// @param more variables of the environment, besides a home and an ordinary path
  public Ran skerry(Map<String, String> more, String... arguments)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile("said", ".err");
    Process process = begin(more, err, arguments);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    String said = Files.readString(err);
    Files.delete(err);
    return new Ran(code, out, said);
  }

  /// @param err takes what it says besides its answers
  public Process begin(Map<String, String> more, Path err, String... arguments) throws IOException {
    var argv = new ArrayList<String>();
    if (ROOT) {
      argv.addAll(List.of("unshare", "--mount", "sh", "-euc", COVER, "sh"));
      argv.add(home.resolveSibling("empty").toString());
      lacks.forEach(each -> argv.add(each.toString()));
      argv.addAll(List.of("--", "setpriv", "--reuid=" + ANOTHER, "--regid=" + ANOTHER));
      argv.add("--clear-groups");
    }
    argv.add(distribution.resolve("bin/skerry").toString());
    argv.addAll(List.of(arguments));
    var builder = new ProcessBuilder(argv).directory(distribution.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(more);
    return builder.redirectError(err.toFile()).start();
  }

  /// Skerry's directory of this person, which no variable names.
  public Path skerryHome() {
    return home.resolve(".local/share/skerry");
  }

  /// Where programs of these names may be on this machine.
  public static Stream<Path> programs(String... names) {
    return Stream.of("/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin")
        .flatMap(directory -> Stream.of(names).map(name -> Path.of(directory, name)));
  }
}
