package dev.skerry.server.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Java that runs this, which is the one that runs a core or a site too.
final class JavaCheck implements Check {
  private static final int WANTED = 25;

  private final int feature;
  private final Path home;

  /// @param home of the Java
  JavaCheck(int feature, Path home) {
    this.feature = feature;
    this.home = home;
  }

  static JavaCheck ofThis() {
    return new JavaCheck(Runtime.version().feature(), Path.of(System.getProperty("java.home", "")));
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> look() {
    return List.of(judge(feature, home, Files.isExecutable(home.resolve("bin/javac"))));
  }

  static Finding judge(int feature, Path home, boolean compiler) {
    String what = "Java " + feature + " in " + home;
    if (feature < WANTED) {
      return Finding.fail("java", what + ", want JDK " + WANTED, "install JDK 25 or set JAVA_HOME");
    }
    return compiler
        ? Finding.ok("java", what)
        : Finding.warn(
            "java", what + " is no JDK: bin/skerry will not find it", "install JDK 25, not a JRE");
  }
}
