package dev.skerry.content;

import java.io.InputStream;

/// Bytes on their way in. One thread at a time. Closing without commit keeps what came so far, to
/// be resumed under the same id; a crash may lose any tail of it, which commit notices.
public interface Upload extends AutoCloseable {
  String id();

  /// Bytes held; where the next append starts.
  long offset();

  /// Adds all bytes of the stream. When the stream or the disk fails, what came before is kept and
  /// [#offset] tells how much that is.
  ///
  /// @param at must be [#offset], else `WRONG_OFFSET`
  void append(long at, InputStream bytes) throws ContentFailure;

  /// Makes the blob durable under its digest and ends the upload; done as well when the blob is
  /// here already. Other bytes than promised are `MISMATCH` and drop the upload.
  void commit(Digest expected) throws ContentFailure;

  /// Drops what came so far and ends the upload.
  void abort() throws ContentFailure;

  /// Does nothing after commit or abort.
  @Override
  void close() throws ContentFailure;
}
