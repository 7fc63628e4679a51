package dev.skerry.content.memory;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.Tags;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tags in a map; can be told to be full.
public final class MemoryTags implements Tags {
  private final TreeMap<Tag, Digest> tags = new TreeMap<>();
  private boolean full;

  public synchronized void setFull(boolean now) {
    full = now;
  }

  @Override
  public synchronized Optional<Digest> find(Tag tag) {
    return Optional.ofNullable(tags.get(tag));
  }

  @Override
  public synchronized void put(Tag tag, Digest manifest) throws ContentFailure {
    if (full) {
      throw new ContentFailure(ContentFailure.Why.FULL, "no room for tag " + tag);
    }
    tags.put(tag, manifest);
  }

  @Override
  public synchronized boolean remove(Tag tag) {
    return tags.remove(tag) != null;
  }

  @Override
  public synchronized SortedMap<Tag, Digest> all() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }
}
