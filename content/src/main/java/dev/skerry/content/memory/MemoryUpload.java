package dev.skerry.content.memory;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.ContentFailure.Why;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;

/// An unfinished blob of [MemoryContents].
final class MemoryUpload implements Upload {
  private final MemoryContents owner;
  private final String id;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private Instant touchedAt;
  private boolean open = true;

  MemoryUpload(MemoryContents owner, String id, byte[] before) {
    this.owner = owner;
    this.id = id;
    this.touchedAt = owner.now();
    held.writeBytes(before);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long offset() {
    synchronized (owner) {
      return held.size();
    }
  }

  @Override
  public void append(long at, InputStream bytes) throws ContentFailure {
    synchronized (owner) {
      requireOpen();
      if (at != held.size()) {
        throw new ContentFailure(
            Why.WRONG_OFFSET, "upload " + id + " is at byte " + held.size() + ", not " + at);
      }
      touchedAt = owner.now();
      try {
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
          owner.take(1);
          held.write(next);
        }
      } catch (ContentFailure full) {
        throw full;
      } catch (IOException failed) {
        throw new ContentFailure(
            Why.CUT, "upload " + id + " stopped at byte " + held.size(), failed);
      }
    }
  }

  @Override
  public void commit(Digest expected) throws ContentFailure {
    synchronized (owner) {
      requireOpen();
      byte[] bytes = held.toByteArray();
      open = false;
      owner.finish(id);
      if (!Digest.of(bytes).equals(expected)) {
        owner.give(bytes.length);
        throw new ContentFailure(
            Why.MISMATCH,
            "upload " + id + " was to be " + expected + " but is " + Digest.of(bytes));
      }
      owner.store(expected, bytes);
    }
  }

  @Override
  public void abort() {
    synchronized (owner) {
      requireOpen();
      open = false;
      owner.give(held.size());
      owner.finish(id);
    }
  }

  @Override
  public void close() {
    synchronized (owner) {
      open = false;
    }
  }

  void loseTail() {
    byte[] left = Arrays.copyOf(held.toByteArray(), held.size() / 2);
    held.reset();
    held.writeBytes(left);
    open = false;
  }

  byte[] held() {
    return held.toByteArray();
  }

  boolean isOpen() {
    return open;
  }

  Instant touchedAt() {
    return touchedAt;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("upload " + id + " has ended");
    }
  }
}
