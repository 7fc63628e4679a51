package dev.skerry.content.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents.Blob;
import dev.skerry.content.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Removes blobs that no tag and no pin leads to. What was stored or kept recently is spared, for
/// it may belong to an image whose tag is still to come: pushes and pulls store blobs first.
public final class Sweep {
  private final Library library;

  /// @param blobs how many were removed
  /// @param bytes how many bytes that freed
  /// @param unreadable manifests that are pinned or tagged but missing or damaged; what only they
  ///   named is lost from sight, so fetch them again
  public record Swept(int blobs, long bytes, List<Digest> unreadable) {}

  public Sweep(Library library) {
    this.library = library;
  }

  /// @param pinned manifests that are in use or kept for rollback
  /// @param usedSince blobs stored or kept at or after this stay
  public Swept run(SortedSet<Digest> pinned, Instant usedSince) throws ContentFailure {
    var unreadable = new ArrayList<Digest>();
    SortedSet<Digest> reached = mark(pinned, unreadable);
    int blobs = 0;
    long bytes = 0;
    if (unreadable.isEmpty()) {
      for (Blob blob : library.contents().list()) {
        if (!reached.contains(blob.digest()) && blob.usedAt().isBefore(usedSince)) {
          library.contents().remove(blob.digest());
          blobs++;
          bytes += blob.size();
        }
      }
    }
    return new Swept(blobs, bytes, List.copyOf(unreadable));
  }

  private SortedSet<Digest> mark(SortedSet<Digest> pinned, List<Digest> unreadable)
      throws ContentFailure {
    var reached = new TreeSet<Digest>();
    // A blob may be named twice, once as what it is.
    var read = new TreeSet<Digest>();
    var open = new ArrayList<Digest>(pinned);
    open.addAll(library.tags().all().values());
    while (!open.isEmpty()) {
      Digest next = open.removeLast();
      if (!read.add(next)) {
        continue;
      }
      reached.add(next);
      try {
        for (Descriptor each : library.manifest(next).references()) {
          if (Library.isList(each.mediaType())) {
            open.add(each.digest());
          } else {
            reached.add(each.digest());
          }
        }
      } catch (ContentFailure | ImageRefused lost) {
        unreadable.add(next);
      }
    }
    return reached;
  }
}
