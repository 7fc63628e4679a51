package dev.skerry.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.store.RowKey;
import dev.skerry.store.Store.Tail;
import dev.skerry.store.StoreFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KilledProcessTest {
  private static final int KILLS = 4;
  private static final int MAX_BATCHES_BEFORE_A_KILL = 1500;
  private static final int PAGE = 512;

  /// Fewer than there are keys, so that live rows lie on both sides of where the log begins.
  private static final long KEPT = 200;

  @TempDir Path temp = Path.of("");

  @Test
  void everyAcknowledgedKeyAndValueSurvivesKillsAtAnyMoment() throws Exception {
    everythingSurvives(Long.MAX_VALUE);
  }

  @Test
  void andAlsoWhileTheLogIsCompacted() throws Exception {
    everythingSurvives(KEPT);
    try (SqliteStore store = SqliteStore.open(temp.resolve("s"), () -> "never")) {
      assertThat(store.changesSince(Revision.ZERO, 1)).isInstanceOf(Tail.Compacted.class);
    }
  }

  private void everythingSurvives(long kept) throws Exception {
    Path directory = temp.resolve("s");
    Random chance = new Random(20);
    long acknowledged = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long before = acknowledged;
      acknowledged = appendThenKill(directory, 1 + chance.nextInt(MAX_BATCHES_BEFORE_A_KILL), kept);
      assertThat(acknowledged).isGreaterThan(before);
      try (SqliteStore store = SqliteStore.open(directory, () -> "never")) {
        assertThat(store.head()).isGreaterThanOrEqualTo(new Revision(acknowledged));
        assertHolds(store, store.head().value());
      }
    }
  }

  private static long appendThenKill(Path directory, int batches, long kept)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process child =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                Appender.class.getName(),
                directory.toString(),
                Long.toString(kept))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long last = 0;
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < batches; i++) {
        last = Long.parseLong(String.valueOf(out.readLine()));
      }
      // By its handle, which leaves the stream open.
      assertThat(child.toHandle().destroyForcibly()).isTrue();
      // What it printed before the signal came was acknowledged too; a cut-off line was not.
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = Math.max(last, Long.parseLong(line));
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    return last;
  }

  private static long firstKept(SqliteStore store) throws StoreFailure {
    return switch (store.changesSince(Revision.ZERO, 1)) {
      case Tail.Compacted(Revision upTo) -> upTo.value() + 1;
      case Tail.Changes _ -> 1;
    };
  }

  private static void assertHolds(SqliteStore store, long head) throws StoreFailure {
    long next = firstKept(store);
    Map<RowKey, Change.Put> model = new TreeMap<>();
    for (long r = Math.max(1, next - Appender.KEYS); r < next; r++) {
      model.put(Appender.change(r).key(), Appender.change(r));
    }
    while (next <= head) {
      Tail tail = store.changesSince(new Revision(next - 1), PAGE);
      assertThat(tail).isInstanceOf(Tail.Changes.class);
      for (Change change : ((Tail.Changes) tail).changes()) {
        Change.Put wanted = Appender.change(next);
        assertThat(change).isEqualTo(wanted);
        model.put(wanted.key(), wanted);
        next++;
      }
    }
    List<Change.Put> rows = new ArrayList<>();
    store.load(rows::add);
    assertThat(rows).containsExactlyElementsOf(model.values());
  }
}
