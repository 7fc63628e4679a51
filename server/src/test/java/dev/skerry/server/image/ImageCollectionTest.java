package dev.skerry.server.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Digest;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Reference;
import dev.skerry.content.image.Tags.Tag;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A site's disk over the months: what fills it, what goes and what never does.
final class ImageCollectionTest {
  private static final DiskRoom EMPTY = new DiskRoom(1_000_000, 900_000);
  private static final DiskRoom FULL = new DiskRoom(1_000_000, 100_000);

  private Instant now = Instant.parse("2026-11-28T12:00:00Z");
  private final Library library = new Library(new MemoryContents(() -> now), new MemoryTags());
  private final TreeSet<Digest> run = new TreeSet<>();
  private final TreeSet<Digest> wanted = new TreeSet<>();
  private final List<String> files = new ArrayList<>();
  private DiskRoom disk = EMPTY;
  private Optional<ImagesInUse> use = Optional.of(new ImagesInUse(run, wanted));
  private ImageCollection.Elsewhere parent = _ -> true;

  private void look() {
    var around =
        new ImageCollection.Surroundings(
            () -> use, tag -> parent.has(tag), Optional.of(this::retain), () -> disk);
    new ImageCollection(library, around, () -> now).look();
  }

  private int retain(Collection<String> inUse, Collection<String> kept) {
    files.clear();
    files.addAll(inUse);
    files.addAll(kept);
    return 0;
  }

  /// An image with a layer of its own.
  private Digest image(String text) throws Exception {
    Digest config =
        library.put(
            ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"v\":\"" + text + "\"}")
                .getBytes(UTF_8));
    Digest layer = library.put(text.repeat(30_000).getBytes(UTF_8));
    String manifest =
        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
            + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
            + config
            + "\",\"size\":"
            + library.contents().size(config)
            + "},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\""
            + layer
            + "\",\"size\":"
            + library.contents().size(layer)
            + "}]}";
    return library.put(manifest.getBytes(UTF_8));
  }

  private Digest named(String name, String text) throws Exception {
    Digest digest = image(text);
    library.tag(Reference.parse(name), digest);
    now = now.plus(Duration.ofMinutes(1));
    return digest;
  }

  private List<String> names() throws Exception {
    return library.tags().all().keySet().stream().map(Tag::toString).toList();
  }

  @Test
  void whatNoNameLeadsToGoesAfterAWeek() throws Exception {
    Digest old = named("shop:latest", "a");
    Digest held = named("till:latest", "b");
    named("shop:latest", "c");
    named("till:latest", "d");
    wanted.add(held);

    now = now.plus(Duration.ofDays(6));
    look();
    assertThat(library.contents().has(old)).as("a push may be rolled back").isTrue();

    now = now.plus(Duration.ofDays(2));
    look();
    assertThat(library.contents().has(old)).isFalse();
    assertThat(library.contents().has(held)).as("somebody names it by its digest").isTrue();
    assertThat(library.contents().list()).hasSize(9);
    assertThat(files).contains(held.toString()).doesNotContain(old.toString());
  }

  @Test
  void aFullDiskIsFreedOfTheLongestUnusedThatTheParentHasAsWell() throws Exception {
    named("shop:v1", "a");
    named("own:v1", "b");
    named("shop:v2", "c");
    run.add(named("shop:v3", "d"));
    wanted.add(named("shop:v4", "e"));
    named("shop:v5", "f");
    named("shop:v6", "g");
    parent = tag -> !tag.repository().equals("own");

    now = now.plus(Duration.ofDays(100));
    look();
    assertThat(names()).as("there is room").hasSize(7);

    disk = FULL;
    look();
    // A hundred thousand bytes are wanted, an image has thirty thousand.
    assertThat(names()).containsExactly("own:v1", "shop:v3", "shop:v4");
    assertThat(library.contents().list()).hasSize(9);

    look();
    assertThat(names()).as("the rest cannot be had again or is needed").hasSize(3);
  }

  @Test
  void aCutSiteKeepsWhatItCannotHaveAgain() throws Exception {
    named("shop:v1", "a");
    now = now.plus(Duration.ofDays(1));
    disk = FULL;
    parent =
        _ -> {
          throw new IOException("the registry does not answer");
        };
    look();
    assertThat(names()).containsExactly("shop:v1");
    assertThat(files).hasSize(1);
  }

  @Test
  void whatWasUsedOfLateStays() throws Exception {
    Digest first = named("shop:v1", "a");
    now = now.plus(Duration.ofDays(1));
    assertThat(library.missing(first)).isEmpty();
    named("shop:v2", "b");
    disk = FULL;
    look();
    assertThat(names()).hasSize(2);
  }

  @Test
  void nothingGoesWhileItIsNotKnownWhatRuns() throws Exception {
    named("shop:v1", "a");
    use = Optional.empty();
    now = now.plus(Duration.ofDays(100));
    disk = FULL;
    look();
    assertThat(names()).hasSize(1);
    assertThat(files).isEmpty();
  }
}
