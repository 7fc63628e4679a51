package dev.skerry.content;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/// Blobs under the digest of their bytes. Calls block for disk time; any thread. A committed blob
/// survives a crash of the process and of the machine, whole or not at all; every call but an
/// upload's is idempotent.
public interface Contents {
  /// Largest blob that is taken, bytes: an image layer beyond this is a mistake.
  long MAX_BLOB_BYTES = 64L << 30;

  /// Uploads that may be unfinished at once; the bound on what strangers can leave lying.
  int MAX_UPLOADS = 1_000;

  /// @param usedAt when it was stored or last kept
  record Blob(Digest digest, long size, Instant usedAt) {}

  boolean has(Digest digest) throws ContentFailure;

  /// Like [#has], and marks the blob as used now, so that a sweep spares it for a while: for those
  /// who are about to refer to it.
  boolean keep(Digest digest) throws ContentFailure;

  /// Bytes; fails with `MISSING`.
  long size(Digest digest) throws ContentFailure;

  /// The whole blob. The stream checks what it gives: when its end is reached and the digest is
  /// wrong, that read throws `DAMAGED` instead of reporting the end and the blob is removed. A
  /// reader who acts before the end has checked nothing. The caller closes it.
  InputStream open(Digest digest) throws ContentFailure;

  /// The blob from an offset on, unchecked unless the offset is 0.
  InputStream open(Digest digest, long from) throws ContentFailure;

  /// Opens the upload of this name, at the offset it had reached if there is one from before.
  ///
  /// @param id 1 to 80 of `a-z`, `0-9` and `-`
  Upload upload(String id) throws ContentFailure;

  /// Whether an upload of this name was begun and not ended.
  boolean hasUpload(String id) throws ContentFailure;

  /// Drops uploads that nobody has appended to since then and nobody has open; answers how many.
  int dropUploads(Instant untouchedSince) throws ContentFailure;

  /// Done as well when there is none. Readers who have it open go on.
  void remove(Digest digest) throws ContentFailure;

  /// All blobs, by digest.
  List<Blob> list() throws ContentFailure;
}
