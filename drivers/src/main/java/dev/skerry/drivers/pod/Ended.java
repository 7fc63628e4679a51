package dev.skerry.drivers.pod;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.node.driver.Observation.State;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a run ended, kept in `end.json` once its exit code is known and before anything of it is
/// removed.
///
/// A supervisor learns only what a shell would: a code above 128 means that a signal ended the
/// process, and a process that exits with such a code by itself looks the same.
public record Ended(
    int code, boolean outOfMemory, Instant started, Instant finished, String message) {
  /// The code of a run that nobody saw end: the machine lost power, or its supervisor was killed.
  public static final int UNSEEN = 255;

  /// Characters of a termination message, as the port says.
  private static final int MAX_MESSAGE = 4_096;

  /// Lines and characters taken from the log instead (Kubernetes' numbers).
  private static final int MAX_LOG_LINES = 80;

  private static final int MAX_LOG_CHARACTERS = 2_048;

  private static final int HIGHEST_SIGNAL = 64;

  public State.Exited state() {
    int signal = code > 128 && code <= 128 + HIGHEST_SIGNAL ? code - 128 : 0;
    return new State.Exited(code, signal, outOfMemory, started, finished, message);
  }

  public static Optional<Ended> read(Path run) throws IOException {
    return Disk.read(run.resolve("end.json")).flatMap(Ended::parse);
  }

  public void write(Path run) throws IOException {
    Disk.write(
        run.resolve("end.json"),
        Json.object()
            .put("code", code)
            .put("outOfMemory", outOfMemory)
            .put("started", started.toString())
            .put("finished", finished.toString())
            .put("message", message)
            .build());
  }

  /// What the container left to say.
  ///
  /// @param fromLog take the end of the log when the file says nothing and the run failed
  public static String message(Path file, Path log, boolean fromLog) throws IOException {
    String left = "";
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
        left = new String(in.readNBytes(MAX_MESSAGE), StandardCharsets.UTF_8);
      }
    }
    return left.isEmpty() && fromLog ? logEnd(log) : left;
  }

  private static String logEnd(Path log) throws IOException {
    if (!Files.isRegularFile(log)) {
      return "";
    }
    byte[] end;
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      // Four times the text leaves room for the time stamps of short lines.
      long from = Math.max(0, file.length() - 4L * MAX_LOG_CHARACTERS);
      file.seek(from);
      end = new byte[Math.toIntExact(file.length() - from)];
      file.readFully(end);
    }
    List<String> texts = new ArrayList<>();
    for (String line : new String(end, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] parts = line.split(" ", 4);
      if (parts.length == 4) {
        texts.add(parts[3]);
      }
    }
    int skip = Math.max(0, texts.size() - MAX_LOG_LINES);
    String text = String.join("\n", texts.subList(skip, texts.size()));
    return text.substring(Math.max(0, text.length() - MAX_LOG_CHARACTERS));
  }

  private static Optional<Ended> parse(Obj json) {
    try {
      return Optional.of(
          new Ended(
              Math.toIntExact(json.integer("code").orElse(UNSEEN)),
              json.isTrue("outOfMemory"),
              Instant.parse(json.text("started")),
              Instant.parse(json.text("finished")),
              json.text("message")));
    } catch (DateTimeParseException torn) {
      return Optional.empty();
    }
  }
}
