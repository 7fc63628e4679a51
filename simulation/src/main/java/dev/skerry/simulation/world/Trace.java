package dev.skerry.simulation.world;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;

/// Everything that happened, as one digest, and the last of it as text.
public final class Trace {
  /// Lines kept for a report; the digest covers all.
  private static final int KEPT = 400;

  private static final int DIGEST_BYTES_SHOWN = 8;

  private final Agenda agenda;
  private final MessageDigest digest;
  private final ArrayDeque<String> last = new ArrayDeque<>();

  public Trace(Agenda agenda) {
    this.agenda = agenda;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new AssertionError("every Java has SHA-256", absent);
    }
  }

  /// Something worth a line.
  public void note(String who, String what) {
    say(who, what);
    last.add(text(agenda.now()) + " " + who + ": " + what);
    if (last.size() > KEPT) {
      last.remove();
    }
  }

  /// Something too frequent for a line.
  public void say(String who, String what) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(agenda.now().toNanos()).array());
    bytes(who, what.getBytes(StandardCharsets.UTF_8));
  }

  public void bytes(String who, byte[] what) {
    digest.update(who.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(what);
    digest.update((byte) 0);
  }

  private static String text(Duration time) {
    return String.format(
        "%d+%02d:%02d:%02d.%03d",
        time.toDays(),
        time.toHoursPart(),
        time.toMinutesPart(),
        time.toSecondsPart(),
        time.toMillisPart());
  }

  /// The last lines, oldest first.
  public List<String> last() {
    return List.copyOf(last);
  }

  /// Hex of the whole; ends the trace.
  public String digest() {
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES_SHOWN);
  }
}
