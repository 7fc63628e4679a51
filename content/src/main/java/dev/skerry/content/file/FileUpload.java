package dev.skerry.content.file;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.ContentFailure.Why;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;

/// An unfinished blob in a file of its own. The hash of a resumed one is taken again from the file,
/// so bytes that a crash lost or changed are found at commit.
final class FileUpload implements Upload {
  /// One write, bytes: large enough that system calls do not matter.
  private static final int CHUNK_BYTES = 1 << 16;

  private final FileContents owner;
  private final String id;
  private final Path partial;
  private final FileChannel file;
  private final MessageDigest seen = Digest.hasher();
  private long offset;
  private boolean ended;

  FileUpload(FileContents owner, String id, Path partial) throws IOException {
    this.owner = owner;
    this.id = id;
    this.partial = partial;
    this.file =
        FileChannel.open(
            partial, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    while (file.read(chunk.clear()) >= 0) {
      offset += chunk.position();
      seen.update(chunk.flip());
    }
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public void append(long at, InputStream bytes) throws ContentFailure {
    requireOpen();
    if (at != offset) {
      throw new ContentFailure(
          Why.WRONG_OFFSET, "upload " + id + " is at byte " + offset + ", not " + at);
    }
    byte[] chunk = new byte[CHUNK_BYTES];
    try {
      for (int count = next(bytes, chunk); count >= 0; count = next(bytes, chunk)) {
        add(chunk, count);
      }
    } catch (IOException failed) {
      throw FileContents.failure("upload " + id + " stopped at byte " + offset, failed);
    }
  }

  private int next(InputStream bytes, byte[] chunk) throws IOException {
    try {
      return bytes.read(chunk);
    } catch (ContentFailure known) {
      throw known;
    } catch (IOException cut) {
      throw new ContentFailure(
          Why.CUT, "upload " + id + " stopped at byte " + offset + ": " + cut.getMessage(), cut);
    }
  }

  private void add(byte[] chunk, int count) throws IOException {
    if (offset + count > Contents.MAX_BLOB_BYTES) {
      throw new ContentFailure(
          Why.TOO_LARGE, "upload " + id + " is larger than " + Contents.MAX_BLOB_BYTES + " bytes");
    }
    if (owner.freeBytes() < count) {
      throw new ContentFailure(
          Why.FULL, "no room for upload " + id + " beyond byte " + offset + "; free space");
    }
    ByteBuffer rest = ByteBuffer.wrap(chunk, 0, count);
    try {
      while (rest.hasRemaining()) {
        file.write(rest, offset + rest.position());
      }
    } catch (IOException failed) {
      file.truncate(offset);
      throw failed;
    }
    seen.update(chunk, 0, count);
    offset += count;
  }

  @Override
  public void commit(Digest expected) throws ContentFailure {
    requireOpen();
    Digest actual = Digest.of(seen);
    if (!actual.equals(expected)) {
      abort();
      throw new ContentFailure(
          Why.MISMATCH, "upload " + id + " was to be " + expected + " but is " + actual);
    }
    try {
      file.force(true);
      Files.setLastModifiedTime(partial, FileTime.from(owner.now()));
      Path shard = owner.makeShard(expected);
      Files.move(partial, owner.path(expected), StandardCopyOption.ATOMIC_MOVE);
      Durable.sync(shard);
    } catch (IOException failed) {
      throw FileContents.failure("cannot store blob " + expected, failed);
    } finally {
      end();
    }
  }

  @Override
  public void abort() throws ContentFailure {
    requireOpen();
    try {
      Files.deleteIfExists(partial);
    } catch (IOException failed) {
      throw FileContents.failure("cannot drop upload " + id, failed);
    } finally {
      end();
    }
  }

  @Override
  public void close() throws ContentFailure {
    if (!ended) {
      end();
    }
  }

  private void end() throws ContentFailure {
    ended = true;
    owner.closed(id);
    try {
      file.close();
    } catch (IOException failed) {
      throw FileContents.failure("cannot close upload " + id, failed);
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("upload " + id + " has ended");
    }
  }
}
