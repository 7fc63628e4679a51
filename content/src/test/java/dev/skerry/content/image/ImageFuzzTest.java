package dev.skerry.content.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.fuzz.Seeds;
import dev.skerry.content.fuzz.Shop;
import dev.skerry.content.fuzz.Wild;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Manifests, configs and indexes that are broken, lie about sizes and types, lead to each other or
/// go deep. They are used or refused; who was told that an image is whole can use it.
final class ImageFuzzTest {
  private static final int IN_CI = 12_000;
  private static final Platform HERE = new Platform("linux", "amd64");
  private static final List<String> TYPES =
      List.of(
          MediaTypes.MANIFEST,
          MediaTypes.INDEX,
          MediaTypes.DOCKER_INDEX,
          MediaTypes.LAYER,
          MediaTypes.CONFIG,
          "text/plain",
          "");

  private final AtomicInteger whole = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private static Library library() throws ContentFailure {
    var library = new Library(new MemoryContents(() -> Instant.EPOCH), new MemoryTags());
    Digest _ = Shop.into(library);
    return library;
  }

  /// Stores something wild, and what it needs, and answers its digest.
  private static Digest store(Wild wild, Library library) throws ContentFailure {
    return switch (wild.chance().nextInt(3)) {
      case 0 -> library.put(wild.json(new String(Shop.MANIFEST, UTF_8)));
      case 1 -> {
        byte[] config = wild.json(new String(Shop.CONFIG, UTF_8));
        Digest _ = library.put(config);
        yield library.put(Shop.manifest(config));
      }
      default -> indexes(wild, library);
    };
  }

  /// Each of those before, of the image, of its parts, and of nothing.
  private static Digest indexes(Wild wild, Library library) throws ContentFailure {
    var known =
        new ArrayList<>(
            List.of(
                Digest.of(Shop.MANIFEST),
                Digest.of(Shop.MANIFEST),
                Digest.of(Shop.LAYER),
                wild.digest()));
    int depth = 1 + wild.chance().nextInt(8);
    for (int n = 0; n < depth; n++) {
      var entries = new ArrayList<Json>();
      for (int m = wild.chance().nextInt(4); m >= 0; m--) {
        Digest digest = wild.oneIn(2) ? known.getLast() : wild.one(known);
        entries.add(
            new Descriptor(wild.one(TYPES), digest, size(wild, library, digest), platform(wild))
                .json());
      }
      Json index =
          Json.object()
              .put("schemaVersion", 2)
              .put("mediaType", MediaTypes.INDEX)
              .put("manifests", Json.array(entries))
              .build();
      byte[] text = JsonText.bytes(index);
      known.add(library.put(wild.oneIn(10) ? wild.json(new String(text, UTF_8)) : text));
    }
    return known.getLast();
  }

  private static long size(Wild wild, Library library, Digest digest) throws ContentFailure {
    if (wild.oneIn(8) || !library.contents().has(digest)) {
      return wild.one(List.of(0L, 1L, 500L, Long.MAX_VALUE));
    }
    return library.contents().size(digest);
  }

  private static Optional<Platform> platform(Wild wild) {
    return wild.oneIn(3)
        ? Optional.of(wild.oneIn(2) ? HERE : new Platform("", "x"))
        : Optional.empty();
  }

  private void use(Library library, Digest digest) throws ContentFailure {
    try {
      if (library.missing(digest).isEmpty()) {
        Library.Image image = usable(library, digest);
        sizesAreRight(library, image.manifest());
        library.tag(Reference.parse("wild:v1"), digest);
        Sweep.Swept _ = new Sweep(library).run(new TreeSet<>(), Instant.MAX);
        assertThat(library.missing(digest)).as("after a sweep").isEmpty();
        whole.incrementAndGet();
      } else {
        refused.incrementAndGet();
      }
    } catch (ImageRefused said) {
      assertThat(said.sentence()).isNotBlank().hasSizeLessThan(1_000);
      refused.incrementAndGet();
    }
  }

  /// What has all that it needs is at most for others or says nonsense.
  private static Library.Image usable(Library library, Digest digest)
      throws ContentFailure, ImageRefused {
    try {
      return library.image(digest, HERE);
    } catch (ImageRefused why) {
      assertThat(why.why())
          .as(why.sentence())
          .isIn(ImageRefused.Why.NO_SUCH_PLATFORM, ImageRefused.Why.INVALID_CONFIG);
      throw why;
    }
  }

  private static void sizesAreRight(Library library, Manifest manifest) throws ContentFailure {
    for (Descriptor each : manifest.references()) {
      assertThat(library.contents().size(each.digest())).isEqualTo(each.size());
    }
  }

  @Test
  void aForgedImageIsUsedOrRefusedAndNothingElse() {
    Seeds.each(
        IN_CI,
        seed -> {
          Library library = library();
          use(library, store(new Wild(seed), library));
          assertThat(Shop.isWhole(library)).isTrue();
        });
    // Both happen, or this fuzzes nothing.
    assertThat(whole.get()).isPositive();
    assertThat(refused.get()).isPositive();
  }

  @Test
  void anImageOfVeryManyIndexesIsRefusedBeforeItCosts() throws Exception {
    Library library = library();
    Digest last = Digest.of(Shop.MANIFEST);
    for (int n = 0; n < 50; n++) {
      Json entry = new Descriptor(MediaTypes.INDEX, last, library.contents().size(last)).json();
      Json index =
          Json.object()
              .put("schemaVersion", 2)
              .put("manifests", Json.array(List.of(entry)))
              .build();
      last = library.put(JsonText.bytes(index));
    }
    Digest deep = last;
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> library.missing(deep))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining("index of indexes");
  }
}
