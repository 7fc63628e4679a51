package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

final class OneLineTest {
  private static final String NASTY = "a\n2026-11-27T00:00:00 INFO forged\r\u001b[2Jb\u0000\u202ec";

  private static LogRecord event(String message) {
    var event = new LogRecord(Level.INFO, "{0}");
    event.setParameters(new Object[] {message});
    event.setLoggerName("test");
    return event;
  }

  @Test
  void anEventIsOneLineWhateverIsInIt() {
    String line = new OneLine().format(event(NASTY));
    assertThat(line.strip().lines()).hasSize(1);
    assertThat(line)
        .contains("a\\u000a2026-11-27T00:00:00 INFO forged\\u000d\\u001b[2Jb\\u0000\\u202ec")
        .doesNotContain("\u001b", "\r");
  }

  @Test
  void theLinesOfAFailureAreIndented() {
    LogRecord event = event("it broke");
    event.setThrown(new IllegalStateException(NASTY));
    assertThat(new OneLine().format(event).strip().lines().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("\t"));
  }
}
