package dev.skerry.server.lab;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Where a person keeps labs, and how they are told what takes a while.
///
/// @param home Skerry's directory of this user
/// @param root the directory that holds `examples`: a source tree or the unpacked distribution
/// @param progress takes one line
public record Workplace(Path home, Path root, Consumer<String> progress) {
  void say(String line) {
    progress.accept(line);
  }
}
