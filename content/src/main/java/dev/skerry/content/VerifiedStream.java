package dev.skerry.content;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Gives the bytes of another stream and refuses to end when they were not what the digest says.
public final class VerifiedStream extends InputStream {
  /// What to do with a damaged blob before its reader is told.
  public interface Damage {
    void found() throws ContentFailure;
  }

  private final InputStream in;
  private final Digest expected;
  private final Damage damage;
  private final MessageDigest seen = Digest.hasher();
  private boolean ended;

  public VerifiedStream(InputStream in, Digest expected, Damage damage) {
    this.in = in;
    this.expected = expected;
    this.damage = damage;
  }

  @Override
  public int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      end();
    } else {
      seen.update((byte) next);
    }
    return next;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = in.read(into, from, length);
    if (count < 0) {
      end();
    } else {
      seen.update(into, from, count);
    }
    return count;
  }

  private void end() throws ContentFailure {
    if (ended) {
      return;
    }
    Digest actual = Digest.of(seen);
    if (!actual.equals(expected)) {
      damage.found();
      throw new ContentFailure(
          ContentFailure.Why.DAMAGED,
          "blob "
              + expected
              + " was damaged: its bytes are "
              + actual
              + "; it is removed, fetch"
              + " it again");
    }
    ended = true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
