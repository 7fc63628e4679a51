package dev.skerry.content.pull;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.Digest;
import dev.skerry.content.fuzz.Seeds;
import dev.skerry.content.fuzz.Shop;
import dev.skerry.content.fuzz.Wild;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.content.registry.Answer;
import dev.skerry.content.registry.Registry;
import dev.skerry.content.registry.Request;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A parent that answers with other bytes, statuses and lengths than it should. A pull brings an
/// image whole or fails, and the next pull from an honest parent succeeds whatever was left.
final class PullFuzzTest {
  private static final int IN_CI = 8_000;
  private static final Platform HERE = new Platform("linux", "amd64");

  private final Library parent =
      new Library(new MemoryContents(() -> Instant.EPOCH), new MemoryTags());
  private final Registry registry = new Registry(parent, () -> "u");

  private Fetcher.Fetched honest(String path, List<String> accept, long from) {
    Map<String, String> headers = from == 0 ? Map.of() : Map.of("range", "bytes=" + from + "-");
    Answer answer =
        registry.answer(new Request("GET", path, Map.of(), headers, InputStream.nullInputStream()));
    return new Fetcher.Fetched(answer.status(), answer.body());
  }

  private Fetcher hostile(Wild wild) {
    return (path, accept, from) -> {
      Fetcher.Fetched good = honest(path, accept, wild.oneIn(8) ? 0 : from);
      byte[] bytes = good.body().readAllBytes();
      if (wild.oneIn(3)) {
        bytes = path.contains("/manifests/") ? wild.json(new String(bytes, UTF_8)) : bytes;
        bytes = wild.oneIn(2) ? wild.bytes(bytes) : bytes;
      }
      int status = wild.oneIn(12) ? wild.one(List.of(206, 301, 404, 500, 0, -1)) : good.status();
      return new Fetcher.Fetched(status, wild.stream(bytes));
    };
  }

  private static boolean isPulled(Library site, Fetcher fetcher) {
    try {
      Digest digest = new Puller(site, HERE, fetcher).pull(Reference.parse("shop:kept"));
      assertThat(site.missing(digest)).isEmpty();
      return true;
    } catch (ImageRefused | IOException failed) {
      assertThat(failed.getMessage()).isNotBlank().hasSizeLessThan(1_000);
      return false;
    }
  }

  @Test
  void aPullBringsAnImageWholeOrFailsAndTheNextOneSucceeds() throws Exception {
    Digest good = Shop.into(parent);
    var pulled = new AtomicInteger();
    var failed = new AtomicInteger();
    Seeds.each(
        IN_CI,
        seed -> {
          var contents = new MemoryContents(() -> Instant.EPOCH);
          var site = new Library(contents, new MemoryTags());
          Fetcher hostile = hostile(new Wild(seed));
          for (int n = 0; n < 3; n++) {
            (isPulled(site, hostile) ? pulled : failed).incrementAndGet();
          }
          Digest now = new Puller(site, HERE, this::honest).pull(Reference.parse("shop:kept"));
          assertThat(now).isEqualTo(good);
          assertThat(Shop.isWhole(site)).isTrue();
          assertThat(contents.openUploads()).isEmpty();
        });
    // Both happen, or this fuzzes nothing.
    assertThat(pulled.get()).isPositive();
    assertThat(failed.get()).isPositive();
  }
}
