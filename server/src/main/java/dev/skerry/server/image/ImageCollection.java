package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents.Blob;
import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Sweep;
import dev.skerry.content.image.Tags.Tag;
import dev.skerry.server.chore.Chores;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Keeps images from filling the disk. Blobs that no name leads to and nobody needs go after a
/// week; on a full disk also the images that nobody needs, the longest unused first, but only such
/// as can be had again. What was unpacked of images that are gone goes with them.
public final class ImageCollection implements Chores.Chore {
  /// A push may be a week before what names it, and a rollback that long after.
  private static final Duration UNNAMED_KEPT = Duration.ofDays(7);

  /// On a full disk. A push or pull stores blobs first and names them last.
  private static final Duration SPARED = Duration.ofHours(1);

  private static final System.Logger LOG = System.getLogger(ImageCollection.class.getName());

  private final Library library;
  private final Surroundings around;
  private final InstantSource clock;

  /// Where else an image can be had.
  public interface Elsewhere {
    /// A failure says that it cannot be asked now.
    boolean has(Tag tag) throws IOException;
  }

  /// The files of images on this machine.
  public interface Files {
    /// Removes those of other images; answers how many directories.
    int retain(Collection<String> inUse, Collection<String> kept) throws IOException;
  }

  /// @param files none where nothing runs
  record Surroundings(
      ImagesInUse.Source use,
      Elsewhere elsewhere,
      Optional<Files> files,
      Supplier<DiskRoom> disk) {}

  ImageCollection(Library library, Surroundings around, InstantSource clock) {
    this.library = library;
    this.around = around;
    this.clock = clock;
  }

  @Override
  public void look() {
    try {
      Optional<ImagesInUse> use = around.use().look();
      if (use.isEmpty()) {
        LOG.log(System.Logger.Level.DEBUG, "it is not known which images are in use");
        return;
      }
      long wanted = around.disk().get().wanted();
      List<Tag> dropped = wanted > 0 ? drop(use.get(), wanted) : List.of();
      Instant usedSince = clock.instant().minus(wanted > 0 ? SPARED : UNNAMED_KEPT);
      tell(dropped, new Sweep(library).run(use.get().all(), usedSince));
      retain(use.get());
    } catch (IOException failed) {
      LOG.log(System.Logger.Level.WARNING, "ImagesNotCollected {0}", failed.getMessage());
    }
  }

  private static void tell(List<Tag> dropped, Sweep.Swept swept) {
    if (!swept.unreadable().isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "ImagesNotCollected manifest {0} is missing or damaged; pull or push its image again",
          swept.unreadable().getFirst());
    }
    if (!dropped.isEmpty() || swept.blobs() > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "ImagesCollected names={0} blobs={1} bytes={2}",
          dropped,
          swept.blobs(),
          Long.toString(swept.bytes()));
    }
  }

  /// Forgets names until their images have so many bytes; what they share with others stays, and
  /// the next look goes on.
  private List<Tag> drop(ImagesInUse use, long wanted) throws ContentFailure {
    var dropped = new ArrayList<Tag>();
    long bytes = 0;
    for (Tag tag : unused(use)) {
      if (bytes >= wanted) {
        break;
      }
      try {
        if (around.elsewhere().has(tag)) {
          bytes += bytes(library.tags().find(tag));
          boolean _ = library.tags().remove(tag);
          dropped.add(tag);
        }
      } catch (ContentFailure own) {
        throw own;
      } catch (IOException cut) {
        LOG.log(System.Logger.Level.INFO, "ImagesKept {0}", cut.getMessage());
        break;
      }
    }
    return dropped;
  }

  /// The longest unused first.
  private List<Tag> unused(ImagesInUse use) throws ContentFailure {
    Instant usedSince = clock.instant().minus(SPARED);
    var usedAt = new TreeMap<Digest, Instant>();
    for (Blob blob : library.contents().list()) {
      usedAt.put(blob.digest(), blob.usedAt());
    }
    return library.tags().all().entrySet().stream()
        .filter(named -> !use.has(named.getValue()))
        .filter(named -> at(usedAt, named).isBefore(usedSince))
        .sorted(Comparator.comparing(named -> at(usedAt, named)))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Instant at(Map<Digest, Instant> usedAt, Map.Entry<Tag, Digest> named) {
    return usedAt.getOrDefault(named.getValue(), Instant.EPOCH);
  }

  private long bytes(Optional<Digest> manifest) throws ContentFailure {
    long bytes = 0;
    try {
      if (manifest.isPresent()) {
        for (var part : library.manifest(manifest.get()).references()) {
          bytes += part.size();
        }
      }
    } catch (ImageRefused unreadable) {
      return 0;
    }
    return bytes;
  }

  private void retain(ImagesInUse use) throws IOException {
    if (around.files().isPresent()) {
      SortedSet<Digest> kept = new TreeSet<>(use.wanted());
      kept.addAll(library.tags().all().values());
      int removed = around.files().get().retain(texts(use.run()), texts(kept));
      if (removed > 0) {
        LOG.log(System.Logger.Level.INFO, "LayersRemoved {0}", removed);
      }
    }
  }

  private static List<String> texts(Collection<Digest> digests) {
    return digests.stream().map(Digest::toString).toList();
  }
}
