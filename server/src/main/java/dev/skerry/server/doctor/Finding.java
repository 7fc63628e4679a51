package dev.skerry.server.doctor;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.Locale;

/// What one check says.
///
/// @param check its name, one word
/// @param what was seen, with numbers and names
/// @param remedy how to mend it; empty when there is nothing to mend
public record Finding(Level level, String check, String what, String remedy) {
  /// How bad it is.
  public enum Level {
    OK,
    /// Works now, and will not for long or not well.
    WARN,
    FAIL;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Finding ok(String check, String what) {
    return new Finding(Level.OK, check, what, "");
  }

  public static Finding warn(String check, String what, String remedy) {
    return new Finding(Level.WARN, check, what, remedy);
  }

  public static Finding fail(String check, String what, String remedy) {
    return new Finding(Level.FAIL, check, what, remedy);
  }

  /// One line.
  public String text() {
    String line =
        level.text() + " " + check + ": " + what + (remedy.isEmpty() ? "" : "; " + remedy);
    return line.replaceAll("\\s*\\n\\s*", ", ");
  }

  public Obj json() {
    return Json.object()
        .put("level", level.text())
        .put("check", check)
        .put("what", what)
        .put("remedy", remedy)
        .build();
  }
}
