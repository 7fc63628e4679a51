package dev.skerry.content.file;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.ContentFailure.Why;
import dev.skerry.content.Digest;
import dev.skerry.content.image.Tags;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tags in one JSON file, `tags.json`, `{"repository:tag": "sha256:…"}`, replaced as a whole at
/// each change: changes are rare and there are few. Held in memory; calls are synchronized.
public final class FileTags implements Tags {
  private static final String FILE = "tags.json";

  private final Path directory;
  private SortedMap<Tag, Digest> tags;

  /// Reads the file, or begins without tags when there is none.
  public static FileTags at(Path directory) throws ContentFailure {
    Path file = directory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        return new FileTags(directory, new TreeMap<>());
      }
      return new FileTags(directory, parse(Files.readAllBytes(file)));
    } catch (IOException failed) {
      throw FileContents.failure("cannot read the image names in " + file, failed);
    } catch (JsonRefused | IllegalArgumentException damaged) {
      throw new ContentFailure(
          Why.DAMAGED,
          "the image names in "
              + file
              + " are damaged ("
              + damaged.getMessage()
              + "); move the file away and pull or push the images again",
          damaged);
    }
  }

  private FileTags(Path directory, SortedMap<Tag, Digest> tags) {
    this.directory = directory;
    this.tags = tags;
  }

  private static SortedMap<Tag, Digest> parse(byte[] text) throws JsonRefused {
    var all = new TreeMap<Tag, Digest>();
    if (!(JsonText.parse(text, JsonLimits.STORED).value() instanceof Obj object)) {
      throw new IllegalArgumentException("not a JSON object");
    }
    for (String key : object.keys()) {
      int colon = key.lastIndexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("'" + key + "' has no tag");
      }
      all.put(
          new Tag(key.substring(0, colon), key.substring(colon + 1)),
          Digest.parse(object.text(key)));
    }
    return all;
  }

  @Override
  public synchronized Optional<Digest> find(Tag tag) {
    return Optional.ofNullable(tags.get(tag));
  }

  @Override
  public synchronized void put(Tag tag, Digest manifest) throws ContentFailure {
    if (manifest.equals(tags.get(tag))) {
      return;
    }
    if (!tags.containsKey(tag) && tags.size() >= MAX_TAGS) {
      throw new ContentFailure(
          Why.TOO_MANY, MAX_TAGS + " image names are in use; remove some before adding " + tag);
    }
    var next = new TreeMap<>(tags);
    next.put(tag, manifest);
    write(next);
  }

  @Override
  public synchronized boolean remove(Tag tag) throws ContentFailure {
    if (!tags.containsKey(tag)) {
      return false;
    }
    var next = new TreeMap<>(tags);
    next.remove(tag);
    write(next);
    return true;
  }

  @Override
  public synchronized SortedMap<Tag, Digest> all() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }

  private void write(SortedMap<Tag, Digest> next) throws ContentFailure {
    Obj.Builder json = Json.object();
    for (Map.Entry<Tag, Digest> each : next.entrySet()) {
      json.put(each.getKey().toString(), each.getValue().toString());
    }
    try {
      Durable.replace(directory, FILE, JsonText.bytes(json.build()));
      tags = next;
    } catch (IOException failed) {
      throw FileContents.failure("cannot write the image names to " + directory, failed);
    }
  }
}
