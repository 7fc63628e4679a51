package dev.skerry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.console.Console;
import dev.skerry.model.json.Json;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.KubeFile;
import dev.skerry.server.client.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A core as a process: killed at any moment under writes, and started where it cannot run.
/// `-Dskerry.kill.rounds=N` kills more often.
final class KilledCoreTest {
  private static final int ROUNDS = Integer.getInteger("skerry.kill.rounds", 4);
  private static final int WRITERS = 6;
  private static final int KEYS = 8;
  private static final int MOST_WRITES_BEFORE_A_KILL = 300;
  private static final String MAPS = "/api/v1/namespaces/default/configmaps/";

  @TempDir Path home;

  /// What each key was promised to be at least, and what was tried last. Lives here, outside of
  /// what is killed.
  private final ConcurrentSkipListMap<String, Long> promised = new ConcurrentSkipListMap<>();

  private final ConcurrentSkipListMap<String, Long> tried = new ConcurrentSkipListMap<>();

  private Path core(String listen) {
    Path data = home.resolve("core");
    var nothing = new PrintWriter(new StringWriter());
    var console = new Console(nothing, nothing, Map.of());
    assertThat(Skerry.run(console, "core", "init", "--data", data.toString(), "--listen", listen))
        .isZero();
    return data;
  }

  private static ApiClient client(Path data) throws Exception {
    return ApiClient.of(KubeFile.read(data.resolve("admin.kubeconfig")));
  }

  @Test
  void everyAcknowledgedKeyAndValueIsThereAfterKillsAtAnyMoment() throws Exception {
    Path data = core("127.0.0.1:0");
    var chance = new Random(20);
    for (int round = 0; round < ROUNDS; round++) {
      int before = promised.size();
      try (var core = CoreInAProcess.start(data)) {
        awaitServing(core, data);
        everythingPromisedIsThere(data);
        writeUntilKilled(core, data, 1 + chance.nextInt(MOST_WRITES_BEFORE_A_KILL));
      }
      assertThat(promised.size()).isGreaterThanOrEqualTo(Math.max(1, before));
    }
    try (var core = CoreInAProcess.start(data)) {
      awaitServing(core, data);
      everythingPromisedIsThere(data);
    }
  }

  private static void awaitServing(CoreInAProcess core, Path data) throws Exception {
    try (ApiClient client = client(data)) {
      while (!isThere(client, "/api/v1/namespaces/default")) {
        assertThat(core.isAlive()).isTrue();
        boolean _ = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static boolean isThere(ApiClient client, String path) throws Exception {
    try {
      return client.find(path).isPresent();
    } catch (IOException | Refused _) {
      return false;
    }
  }

  private void everythingPromisedIsThere(Path data) throws Exception {
    try (ApiClient client = client(data)) {
      for (Map.Entry<String, Long> each : promised.entrySet()) {
        Json map = client.find(MAPS + each.getKey()).orElseThrow();
        long found = Long.parseLong(map.text("data", "v"));
        assertThat(found)
            .as(each.getKey())
            .isBetween(each.getValue(), tried.getOrDefault(each.getKey(), 0L));
      }
    }
  }

  private void writeUntilKilled(CoreInAProcess core, Path data, int writes) throws Exception {
    var enough = new CountDownLatch(writes);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers = new ArrayList<Future<Long>>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String prefix = "w" + writer + "-";
        Callable<Long> task = () -> write(data, prefix, enough);
        writers.add(threads.submit(task));
      }
      enough.await();
      core.kill();
      for (Future<Long> each : writers) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  /// Until the core is gone; a key has one writer.
  private long write(Path data, String prefix, CountDownLatch enough) throws Exception {
    try (ApiClient client = client(data)) {
      for (int n = 0; ; n++) {
        String key = prefix + n % KEYS;
        long value = tried.getOrDefault(key, 0L) + 1;
        tried.put(key, value);
        if (!isPut(client, key, value)) {
          return n + 1L;
        }
        promised.put(key, value);
        enough.countDown();
      }
    }
  }

  private static boolean isPut(ApiClient client, String key, long value) throws Exception {
    String body =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
            + key
            + "\"},\"data\":{\"v\":\""
            + value
            + "\"}}";
    HttpRequest request =
        client
            .request(MAPS + key + "?fieldManager=writer&force=true")
            .header("Content-Type", "application/apply-patch+yaml")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      var answer = client.stream(request);
      try (InputStream in = answer.body()) {
        byte[] _ = in.readAllBytes();
      }
      assertThat(answer.statusCode()).isIn(200, 201);
      return true;
    } catch (IOException | Refused _) {
      return false;
    }
  }

  @Test
  void aPortInUseIsASentenceAndOne() throws Exception {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "127.0.0.1:" + other.getLocalPort();
      try (var core = CoreInAProcess.start(core(listen))) {
        assertThat(core.said().lines())
            .contains(
                "skerry: " + listen + " is in use by another program; end that or change 'listen'");
        assertThat(core.code()).isEqualTo(1);
      }
    }
  }

  @Test
  void aDamagedStoreIsRefusedWithTheRemedyAndLeftAsItIs() throws Exception {
    Path data = core("127.0.0.1:0");
    Path store = Files.createDirectories(data.resolve("state.db")).resolve("store.db");
    byte[] damaged =
        "SQLite format 3\0 and then nothing of the kind"
            .repeat(200)
            .getBytes(StandardCharsets.US_ASCII);
    Files.write(store, damaged);
    try (var core = CoreInAProcess.start(data)) {
      assertThat(core.said().strip())
          .startsWith("skerry: " + store + " is damaged or not a Skerry store")
          .contains("nothing was changed", "restore its directory from a backup")
          .doesNotContain("\tat ");
      assertThat(core.code()).isEqualTo(1);
    }
    assertThat(Files.readAllBytes(store)).isEqualTo(damaged);
  }

  @Test
  void aSecondProcessOnTheSameDirectoryIsRefused() throws Exception {
    Path data = core("127.0.0.1:0");
    try (var first = CoreInAProcess.start(data)) {
      awaitServing(first, data);
      try (var second = CoreInAProcess.start(data)) {
        assertThat(second.said()).contains("another process runs on " + data);
        assertThat(second.code()).isEqualTo(1);
      }
      assertThat(first.isAlive()).isTrue();
    }
  }
}
