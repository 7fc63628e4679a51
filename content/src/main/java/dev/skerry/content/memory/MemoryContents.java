package dev.skerry.content.memory;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.ContentFailure.Why;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.VerifiedStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/// Blobs in a map. All calls are synchronized; uploads lock their owner.
public final class MemoryContents implements Contents {
  private final InstantSource clock;
  private final TreeMap<Digest, Held> blobs = new TreeMap<>();
  private final TreeMap<String, MemoryUpload> uploads = new TreeMap<>();
  private long freeBytes = Long.MAX_VALUE;

  private static final class Held {
    private final byte[] bytes;
    private Instant usedAt;

    Held(byte[] bytes, Instant usedAt) {
      this.bytes = bytes;
      this.usedAt = usedAt;
    }
  }

  public MemoryContents(InstantSource clock) {
    this.clock = clock;
  }

  /// From now on only so many bytes fit.
  public synchronized void leaveFree(long bytes) {
    freeBytes = bytes;
  }

  /// Flips a bit of a blob that is here.
  public synchronized void damage(Digest digest) throws ContentFailure {
    byte[] bytes = held(digest).bytes;
    bytes[bytes.length / 2] ^= 1;
  }

  /// What a power cut does: open uploads are closed and each loses its last half.
  public synchronized void powerCut() {
    uploads.values().forEach(MemoryUpload::loseTail);
  }

  /// Uploads that somebody opened and did not close; a test that ends with some has a leak.
  public synchronized List<String> openUploads() {
    return uploads.values().stream().filter(MemoryUpload::isOpen).map(MemoryUpload::id).toList();
  }

  @Override
  public synchronized boolean has(Digest digest) {
    return blobs.containsKey(digest);
  }

  @Override
  public synchronized boolean keep(Digest digest) {
    Held held = blobs.get(digest);
    if (held != null) {
      held.usedAt = clock.instant();
    }
    return held != null;
  }

  @Override
  public synchronized long size(Digest digest) throws ContentFailure {
    return held(digest).bytes.length;
  }

  @Override
  public InputStream open(Digest digest) throws ContentFailure {
    return open(digest, 0);
  }

  @Override
  public synchronized InputStream open(Digest digest, long from) throws ContentFailure {
    byte[] bytes = held(digest).bytes.clone();
    if (from < 0 || from > bytes.length) {
      throw new IllegalArgumentException("offset " + from + " is outside blob " + digest);
    }
    var rest = new ByteArrayInputStream(bytes, (int) from, bytes.length - (int) from);
    return from == 0 ? new VerifiedStream(rest, digest, () -> remove(digest)) : rest;
  }

  @Override
  public synchronized Upload upload(String id) throws ContentFailure {
    if (!id.matches("[a-z0-9-]{1,80}")) {
      throw new IllegalArgumentException("'" + id + "' is not an upload id");
    }
    MemoryUpload before = uploads.get(id);
    if (before == null && uploads.size() >= MAX_UPLOADS) {
      throw new ContentFailure(Why.TOO_MANY, MAX_UPLOADS + " uploads are unfinished");
    }
    if (before != null && before.isOpen()) {
      throw new ContentFailure(Why.BUSY, "upload " + id + " is open elsewhere");
    }
    byte[] held = before == null ? new byte[0] : before.held();
    var upload = new MemoryUpload(this, id, held);
    uploads.put(id, upload);
    return upload;
  }

  @Override
  public synchronized boolean hasUpload(String id) {
    return uploads.containsKey(id);
  }

  @Override
  public synchronized int dropUploads(Instant untouchedSince) {
    var old = new ArrayList<String>();
    uploads.forEach((id, upload) -> {
      if (!upload.isOpen() && upload.touchedAt().isBefore(untouchedSince)) {
        old.add(id);
      }
    });
    old.forEach(uploads::remove);
    return old.size();
  }

  @Override
  public synchronized void remove(Digest digest) {
    blobs.remove(digest);
  }

  @Override
  public synchronized List<Blob> list() {
    return blobs.entrySet().stream()
        .map(e -> new Blob(e.getKey(), e.getValue().bytes.length, e.getValue().usedAt))
        .toList();
  }

  Instant now() {
    return clock.instant();
  }

  void take(long bytes) throws ContentFailure {
    if (bytes > freeBytes) {
      throw new ContentFailure(Why.FULL, "no room for " + bytes + " bytes; free space");
    }
    freeBytes -= bytes;
  }

  void give(long bytes) {
    freeBytes += bytes;
  }

  void finish(String id) {
    uploads.remove(id);
  }

  void store(Digest digest, byte[] bytes) {
    blobs.put(digest, new Held(Arrays.copyOf(bytes, bytes.length), clock.instant()));
  }

  private Held held(Digest digest) throws ContentFailure {
    Held held = blobs.get(digest);
    if (held == null) {
      throw new ContentFailure(Why.MISSING, "blob " + digest + " is not here; fetch it first");
    }
    return held;
  }
}
