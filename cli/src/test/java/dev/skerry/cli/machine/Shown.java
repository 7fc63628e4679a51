package dev.skerry.cli.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The fenced blocks of a manual page, in order: what is after the fence says where a block runs.
///
/// @param section the heading it is under
/// @param where `sh core`, `sh site`, or what else is after the fence
record Shown(String section, String where, String text) {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^## (.+)$|^```([a-z ]+)\\n([\\s\\S]*?)^```$");

  static List<Shown> read(Path page) throws IOException {
    var all = new ArrayList<Shown>();
    String section = "";
    Matcher found = BLOCK.matcher(Files.readString(page));
    while (found.find()) {
      if (found.group(1) != null) {
        section = found.group(1);
      } else {
        all.add(new Shown(section, found.group(2), found.group(3)));
      }
    }
    return List.copyOf(all);
  }
}
