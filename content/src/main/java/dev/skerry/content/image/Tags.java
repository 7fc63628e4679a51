package dev.skerry.content.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import java.util.Optional;
import java.util.SortedMap;

/// Which manifest a name means now. Any thread; calls block for one disk sync at most. A change
/// that returned survives a crash; one that failed changed nothing.
public interface Tags {
  /// Names one store may hold; the bound on what pushes can leave lying.
  int MAX_TAGS = 10_000;

  /// @param repository as [Reference#repository]
  record Tag(String repository, String tag) implements Comparable<Tag> {
    public Tag {
      if (!Reference.isName(repository) || !Reference.isTag(tag)) {
        throw new IllegalArgumentException("'" + repository + ":" + tag + "' is not a tag");
      }
    }

    @Override
    public int compareTo(Tag other) {
      int byRepository = repository.compareTo(other.repository);
      return byRepository != 0 ? byRepository : tag.compareTo(other.tag);
    }

    @Override
    public String toString() {
      return repository + ":" + tag;
    }
  }

  Optional<Digest> find(Tag tag) throws ContentFailure;

  void put(Tag tag, Digest manifest) throws ContentFailure;

  /// Answers whether there was one.
  boolean remove(Tag tag) throws ContentFailure;

  /// A copy.
  SortedMap<Tag, Digest> all() throws ContentFailure;
}
