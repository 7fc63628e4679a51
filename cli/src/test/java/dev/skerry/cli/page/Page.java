package dev.skerry.cli.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A page of the manual as a reader takes it: blocks marked `console` are typed, line by line.
/// Blocks marked `sh core` and `sh site` are typed on two machines by `machine.InstalledTest`.
///
/// @param wrong what is neither typed nor excused, for the author
public record Page(Path file, List<Step> steps, List<String> spans, List<String> wrong) {
  /// One command and what the page shows of its answer.
  public record Step(String where, String command, List<String> shown) {}

  /// A block that cannot be typed says so in the line before it.
  private static final Pattern EXCUSE = Pattern.compile("<!-- not run: .{20,} -->");

  private static final Pattern FENCE = Pattern.compile("```(.*)");
  private static final Pattern COMMAND =
      Pattern.compile("\\$ .*|(sudo )?((\\./|bin/)?skerry|kubectl|curl|apt-get|systemctl) .*");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

  /// README first, then the manual.
  public static List<Page> all() throws IOException {
    var pages = new ArrayList<>(List.of(read(Path.of("../README.md"))));
    try (Stream<Path> files = Files.list(Path.of("../docs/manual"))) {
      for (Path file : files.sorted().toList()) {
        pages.add(read(file));
      }
    }
    return pages;
  }

  static Page read(Path file) throws IOException {
    var page = new Page(file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<String> lines = Files.readAllLines(file);
    Optional<Block> block = Optional.empty();
    String before = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher fence = FENCE.matcher(line);
      if (block.isPresent() && fence.matches()) {
        page.take(block.get());
        block = Optional.empty();
      } else if (block.isPresent()) {
        block.get().lines().add(line);
      } else if (fence.matches()) {
        boolean excused = EXCUSE.matcher(before).matches();
        block = Optional.of(new Block(i + 1, fence.group(1), excused, new ArrayList<>()));
      } else {
        SPAN.matcher(line).results().forEach(span -> page.spans.add(span.group(1)));
      }
      before = line.isBlank() ? before : line;
    }
    block.ifPresent(open -> page.wrong.add(page.at(open.line()) + " is not closed"));
    return page;
  }

  private record Block(int line, String kind, boolean excused, List<String> lines) {}

  private String at(int line) {
    return file.getFileName() + ":" + line;
  }

  private void take(Block block) {
    boolean installs =
        block.kind().matches("sh (core|site)") && file.endsWith(Path.of("install.md"));
    if (block.excused() || installs) {
      return;
    }
    if (block.kind().equals("console")) {
      type(block);
      return;
    }
    if (!block.kind().equals("text") && !block.kind().equals("yaml")) {
      wrong.add(at(block.line()) + " is none of console, text and yaml: '" + block.kind() + "'");
    }
    block.lines().stream()
        .filter(line -> COMMAND.matcher(line.strip()).matches())
        .forEach(
            line -> wrong.add(at(block.line()) + " shows a command that nobody runs: " + line));
  }

  private void type(Block block) {
    int number = block.line();
    for (String line : block.lines()) {
      number++;
      if (line.startsWith("$ ")) {
        steps.add(new Step(at(number), line.substring(2), new ArrayList<>()));
      } else if (line.startsWith("> ")) {
        Step last = steps.removeLast();
        String whole = last.command() + "\n" + line.substring(2);
        steps.add(new Step(last.where(), whole, last.shown()));
      } else if (steps.isEmpty()) {
        wrong.add(at(number) + " shows an answer before a question");
      } else {
        steps.getLast().shown().add(line);
      }
    }
  }
}
