package dev.skerry.drivers.container;

import dev.skerry.drivers.command.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An OCI runtime of this machine.
///
/// @param program absolute
/// @param state where it keeps its own notes
/// @param why it was chosen, a sentence
public record OciRuntime(Path program, Path state, String why) {
  Command.Result call(String... arguments) throws IOException {
    return Command.of(argv(List.of(arguments))).run();
  }

  List<String> argv(List<String> arguments) {
    var argv = new ArrayList<String>(List.of(program.toString(), "--root", state.toString()));
    argv.addAll(arguments);
    return List.copyOf(argv);
  }
}
