package dev.skerry.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.server.config.AuditConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditFileTest {
  private static final int LINE_BYTES = 50;

  @TempDir Path directory;

  private static byte[] line(int number) {
    return "{\"n\":%d}"
        .formatted(number)
        .concat(" ".repeat(LINE_BYTES))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private Path log() {
    return directory.resolve("audit.log");
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(String::strip).toList();
  }

  @Test
  void aFullFileIsSetAsideAndTheOldestGoes() throws Exception {
    // Two lines fit.
    try (var file = new RotatedFile(log(), 2 * (LINE_BYTES + 10), 2)) {
      for (int i = 0; i < 9; i++) {
        file.append(
            (new String(line(i), StandardCharsets.US_ASCII) + "\n")
                .getBytes(StandardCharsets.US_ASCII));
      }
    }
    assertThat(lines(log())).containsExactly("{\"n\":8}");
    assertThat(lines(directory.resolve("audit.log.1"))).containsExactly("{\"n\":6}", "{\"n\":7}");
    assertThat(lines(directory.resolve("audit.log.2"))).containsExactly("{\"n\":4}", "{\"n\":5}");
    assertThat(directory.resolve("audit.log.3")).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log())))
        .isEqualTo("rw-------");
  }

  @Test
  void aFileIsContinuedBehindItsLastWholeLine() throws Exception {
    Files.writeString(log(), "{\"n\":1}\n{\"n\":");
    try (AuditFile file = AuditFile.open(new RotatedFile(log(), 1_000_000, 1))) {
      file.write(line(2));
    }
    assertThat(lines(log())).containsExactly("{\"n\":1}", "{\"n\":2}");
  }

  @Test
  void manyThreadsWriteWholeLines() throws Exception {
    try (AuditFile file = AuditFile.open(new RotatedFile(log(), 1_000_000, 1))) {
      List<Thread> threads =
          IntStream.range(0, 500)
              .mapToObj(i -> Thread.ofVirtual().start(() -> file.write(line(i))))
              .toList();
      for (Thread each : threads) {
        each.join();
      }
    }
    assertThat(lines(log())).hasSize(500).doesNotHaveDuplicates();
  }

  /// The log says once that it fails, once that it goes on, and how many lines are lost.
  @Test
  void aFullDiskIsSaidOnceAndWritingGoesOnWhenThereIsRoom() throws Exception {
    BlockingQueue<String> said = new LinkedBlockingQueue<>();
    Handler handler = handler(said);
    Logger logger = Logger.getLogger(AuditFile.class.getName());
    logger.addHandler(handler);
    Files.createSymbolicLink(log(), Path.of("/dev/full"));
    try (AuditFile file = AuditFile.open(new RotatedFile(log(), 1_000_000, 1))) {
      file.write(line(1));
      assertThat(said.take()).contains("AuditNotWritten", "No space left", "requests go on");
      file.write(line(2));
      file.write(line(3));
      while (!file.isIdle()) {
        Thread.onSpinWait();
      }
      Files.delete(log());
      file.write(line(4));
      assertThat(said.take()).contains("AuditWrittenAgain");
      assertThat(said.take()).contains("AuditLinesLost", ": 3 lines");
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(lines(log())).containsExactly("{\"n\":4}");
    assertThat(said).isEmpty();
  }

  private static Handler handler(BlockingQueue<String> said) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        said.add(new SimpleFormatter().formatMessage(record));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void whatCannotBeReadOrIsNoPolicyIsNamed() throws Exception {
    Path policy = directory.resolve("policy.yaml");
    var config = new AuditConfig(log(), Optional.of(policy), 1, 1);
    assertThatThrownBy(() -> Auditing.of(Optional.of(config)))
        .hasMessageContaining("audit: policy " + policy + " cannot be read");
    Files.writeString(policy, "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: All}]\n");
    assertThatThrownBy(() -> Auditing.of(Optional.of(config)))
        .hasMessageContaining("audit: policy " + policy + ": rules[0].level is 'All'");
    var nowhere = new AuditConfig(directory.resolve("none/audit.log"), Optional.empty(), 1, 1);
    assertThatThrownBy(() -> Auditing.of(Optional.of(nowhere)))
        .hasMessageContaining("audit: log " + directory.resolve("none/audit.log"));
  }
}
