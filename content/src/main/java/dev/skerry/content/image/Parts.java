package dev.skerry.content.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// A walk over all that a manifest needs, each blob once. What an attacker could make of indexes of
/// indexes is refused before it costs time; sizes that are not those of the blobs are refused,
/// since a pull goes by them.
final class Parts {
  /// What one image may name all in all: twenty platforms of a hundred layers are a fifth.
  private static final int MAX_PARTS = 10_000;

  private final Library library;
  private final TreeSet<Digest> seen = new TreeSet<>();

  /// A blob may be named twice, once as what it is.
  private final TreeSet<Digest> read = new TreeSet<>();

  private final ArrayList<Digest> absent = new ArrayList<>();
  private final ArrayList<Part> open = new ArrayList<>();

  /// @param depth how many indexes lead to it
  private record Part(Descriptor descriptor, int depth) {}

  private Parts(Library library) {
    this.library = library;
  }

  /// Those that are not here; those that are here are kept.
  static List<Digest> missing(Library library, Manifest of) throws ContentFailure, ImageRefused {
    var parts = new Parts(library);
    parts.add(of, 0);
    parts.walk();
    return List.copyOf(parts.absent);
  }

  private void add(Manifest manifest, int depth) throws ImageRefused {
    for (Descriptor each : manifest.references()) {
      open.add(new Part(each, manifest instanceof Manifest.Index ? depth + 1 : depth));
    }
    if (open.size() + seen.size() > MAX_PARTS) {
      throw ManifestReader.refused("it names over " + MAX_PARTS + " blobs");
    }
  }

  private void walk() throws ContentFailure, ImageRefused {
    Contents contents = library.contents();
    while (!open.isEmpty()) {
      Part next = open.removeLast();
      Digest digest = next.descriptor.digest();
      if (!contents.keep(digest)) {
        if (seen.add(digest)) {
          absent.add(digest);
        }
        continue;
      }
      seen.add(digest);
      requireSize(next.descriptor, contents.size(digest));
      if (Library.isList(next.descriptor.mediaType()) && read.add(digest)) {
        descend(digest, next.depth);
      }
    }
  }

  private static void requireSize(Descriptor said, long size) throws ImageRefused {
    if (said.size() != size) {
      throw ManifestReader.refused(
          "it says that blob " + said.digest() + " has " + said.size() + " bytes, it has " + size);
    }
  }

  private void descend(Digest digest, int depth) throws ContentFailure, ImageRefused {
    Manifest manifest = library.manifest(digest);
    if (manifest instanceof Manifest.Index && depth >= Library.MAX_INDEXES) {
      throw Library.tooDeep(digest);
    }
    add(manifest, depth);
  }
}
