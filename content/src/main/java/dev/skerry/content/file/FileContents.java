package dev.skerry.content.file;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.ContentFailure.Why;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One file per blob, `blobs/sha256/ab/ab…`, the OCI layout with one more level so that directories
/// stay small; unfinished uploads lie in `uploads/`. A blob appears by an atomic rename after its
/// bytes are on disk, so a crash leaves it whole or absent.
public final class FileContents implements Contents {
  /// Left free for the control plane's store, whose writes must not fail because of an image:
  /// bytes.
  public static final long RESERVE_BYTES = 64L << 20;

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,80}");
  private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");

  private final Path blobs;
  private final Path uploads;
  private final InstantSource clock;
  private final LongSupplier freeBytes;
  private final ConcurrentSkipListSet<String> open = new ConcurrentSkipListSet<>();

  /// Makes the directories when they are not there.
  public static FileContents at(Path root, InstantSource clock) throws ContentFailure {
    return new FileContents(root, clock, () -> root.toFile().getUsableSpace() - RESERVE_BYTES);
  }

  /// @param freeBytes how much may still be written
  FileContents(Path root, InstantSource clock, LongSupplier freeBytes) throws ContentFailure {
    this.blobs = root.resolve("blobs").resolve("sha256");
    this.uploads = root.resolve("uploads");
    this.clock = clock;
    this.freeBytes = freeBytes;
    try {
      Files.createDirectories(blobs);
      Files.createDirectories(uploads);
    } catch (IOException failed) {
      throw failure("cannot make the content directory " + root, failed);
    }
  }

  @Override
  public boolean has(Digest digest) {
    return Files.isRegularFile(path(digest));
  }

  @Override
  public boolean keep(Digest digest) throws ContentFailure {
    try {
      Files.setLastModifiedTime(path(digest), FileTime.from(clock.instant()));
      return true;
    } catch (NoSuchFileException absent) {
      return false;
    } catch (IOException failed) {
      throw failure("cannot mark blob " + digest + " as used", failed);
    }
  }

  @Override
  public long size(Digest digest) throws ContentFailure {
    try {
      return Files.size(path(digest));
    } catch (NoSuchFileException absent) {
      throw missing(digest);
    } catch (IOException failed) {
      throw failure("cannot read the size of blob " + digest, failed);
    }
  }

  @Override
  public InputStream open(Digest digest) throws ContentFailure {
    return open(digest, 0);
  }

  @Override
  public InputStream open(Digest digest, long from) throws ContentFailure {
    try {
      FileChannel file = FileChannel.open(path(digest));
      file.position(from);
      InputStream bytes = Channels.newInputStream(file);
      return from == 0 ? new VerifiedStream(bytes, digest, () -> remove(digest)) : bytes;
    } catch (NoSuchFileException absent) {
      throw missing(digest);
    } catch (IOException failed) {
      throw failure("cannot open blob " + digest, failed);
    }
  }

  @Override
  public Upload upload(String id) throws ContentFailure {
    Path partial = partial(id);
    if (!Files.exists(partial) && names(uploads).size() >= MAX_UPLOADS) {
      throw new ContentFailure(
          Why.TOO_MANY,
          MAX_UPLOADS + " uploads are unfinished; finish or cancel some before beginning another");
    }
    if (!open.add(id)) {
      throw new ContentFailure(Why.BUSY, "upload " + id + " is open elsewhere; try again later");
    }
    try {
      return new FileUpload(this, id, partial);
    } catch (IOException failed) {
      open.remove(id);
      throw failure("cannot open upload " + id, failed);
    }
  }

  @Override
  public boolean hasUpload(String id) {
    return ID.matcher(id).matches() && Files.exists(uploads.resolve(id));
  }

  @Override
  public int dropUploads(Instant untouchedSince) throws ContentFailure {
    int dropped = 0;
    for (String id : names(uploads)) {
      dropped += dropIfOld(id, untouchedSince) ? 1 : 0;
    }
    return dropped;
  }

  private boolean dropIfOld(String id, Instant untouchedSince) throws ContentFailure {
    if (!open.add(id)) {
      return false;
    }
    try {
      Path partial = uploads.resolve(id);
      return Files.getLastModifiedTime(partial).toInstant().isBefore(untouchedSince)
          && Files.deleteIfExists(partial);
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException failed) {
      throw failure("cannot drop upload " + id, failed);
    } finally {
      open.remove(id);
    }
  }

  @Override
  public void remove(Digest digest) throws ContentFailure {
    try {
      Files.deleteIfExists(path(digest));
    } catch (IOException failed) {
      throw failure("cannot remove blob " + digest, failed);
    }
  }

  @Override
  public List<Blob> list() throws ContentFailure {
    var all = new ArrayList<Blob>();
    for (String shard : names(blobs)) {
      if (!SHARD.matcher(shard).matches()) {
        continue;
      }
      for (String name : names(blobs.resolve(shard))) {
        Digest.find("sha256:" + name).ifPresent(digest -> add(digest, all));
      }
    }
    return List.copyOf(all);
  }

  private void add(Digest digest, List<Blob> to) {
    try {
      var facts = Files.readAttributes(path(digest), BasicFileAttributes.class);
      to.add(new Blob(digest, facts.size(), facts.lastModifiedTime().toInstant()));
    } catch (IOException removedMeanwhile) {
      // A blob that vanishes while it is listed is not in the list.
    }
  }

  private static List<String> names(Path directory) throws ContentFailure {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException failed) {
      throw failure("cannot list " + directory, failed);
    }
  }

  private Path partial(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("'" + id + "' is not an upload id");
    }
    return uploads.resolve(id);
  }

  /// Where the blob is, or would be.
  Path path(Digest digest) {
    return blobs.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  /// The directory of a blob, made durable if it is new.
  Path makeShard(Digest digest) throws IOException {
    Path shard = blobs.resolve(digest.hex().substring(0, 2));
    if (!Files.exists(shard)) {
      Files.createDirectories(shard);
      Durable.sync(blobs);
    }
    return shard;
  }

  long freeBytes() {
    return freeBytes.getAsLong();
  }

  Instant now() {
    return clock.instant();
  }

  void closed(String id) {
    open.remove(id);
  }

  private static ContentFailure missing(Digest digest) {
    return new ContentFailure(Why.MISSING, "blob " + digest + " is not here; fetch it first");
  }

  static ContentFailure failure(String what, IOException cause) {
    if (cause instanceof ContentFailure known) {
      return known;
    }
    String why = String.valueOf(cause.getMessage());
    if (why.contains("No space left") || why.contains("quota exceeded")) {
      return new ContentFailure(Why.FULL, what + ": the disk is full; free space", cause);
    }
    return new ContentFailure(Why.IO, what + ": " + why, cause);
  }
}
