package dev.skerry.server.enrol;

import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.ConfigRefused;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The directory of a newcomer. It is made before the token is shown, so that none is used up for a
/// directory that cannot be; and what was made for nothing is taken away again.
public final class Ground {
  private Ground() {}

  /// What is done with the directory.
  public interface Step<T> {
    T take() throws IOException, PkiRefused, ConfigRefused, InterruptedException;
  }

  /// Directories that were there before stay, and so does whatever holds something.
  public static <T> T prepared(Path root, Step<T> step)
      throws IOException, PkiRefused, ConfigRefused, InterruptedException {
    List<Path> missing = missing(root);
    Files.createDirectories(root);
    boolean done = false;
    try {
      T result = step.take();
      done = true;
      return result;
    } finally {
      if (!done) {
        takeAway(missing);
      }
    }
  }

  /// The deepest first.
  private static List<Path> missing(Path root) {
    var missing = new ArrayList<Path>();
    for (Path each = root; each != null && !Files.exists(each); each = each.getParent()) {
      missing.add(each);
    }
    return missing;
  }

  private static void takeAway(List<Path> made) throws IOException {
    for (Path each : made) {
      try {
        Files.deleteIfExists(each);
      } catch (DirectoryNotEmptyException used) {
        return;
      }
    }
  }
}
