package dev.skerry.server.config;

import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A configuration file in a data directory.
final class ConfigFile {
  private static final List<String> ROLES = List.of("core", "site", "node");

  private ConfigFile() {}

  static boolean exists(DataDir data, String name) {
    return Files.isRegularFile(data.root().resolve(name));
  }

  /// @param remedy the command that writes the file
  static Fields read(DataDir data, String name, String remedy) throws ConfigRefused {
    Path file = data.root().resolve(name);
    try {
      return new Fields(file.toString(), ConfigYaml.read(file.toString(), Files.readString(file)));
    } catch (NoSuchFileException absent) {
      throw new ConfigRefused("there is no " + file + "; " + advice(data, remedy), absent);
    } catch (AccessDeniedException closed) {
      throw new ConfigRefused("no permission for " + file + "; run as its owner", closed);
    } catch (IOException failed) {
      throw new ConfigRefused("cannot read " + file + ": " + failed.getMessage(), failed);
    }
  }

  /// A directory is one role's for ever.
  private static String advice(DataDir data, String remedy) {
    for (String role : ROLES) {
      if (exists(data, role + ".yaml")) {
        return data.root() + " is a " + role + "'s: skerry " + role + " --data " + data.root();
      }
    }
    return "first: " + remedy;
  }

  /// Replaces the file as a whole.
  static void write(DataDir data, String name, Obj json) throws IOException {
    Files.createDirectories(data.root());
    Path file = data.root().resolve(name);
    Path unfinished = data.root().resolve(name + ".new");
    Files.writeString(unfinished, ConfigYaml.write(json));
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
