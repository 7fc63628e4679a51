package dev.skerry.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.build.Assembly;
import dev.skerry.content.build.Layer;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.memory.MemoryContents;
import dev.skerry.content.memory.MemoryTags;
import dev.skerry.control.access.User;
import dev.skerry.control.loop.Answer;
import dev.skerry.control.plane.Retention;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.role.Controllers;
import dev.skerry.control.state.Entry;
import dev.skerry.control.write.Decision;
import dev.skerry.control.write.Request;
import dev.skerry.control.write.StandardPipeline;
import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.image.LayerSource;
import dev.skerry.drivers.image.UnpackedLayers;
import dev.skerry.drivers.probe.ContainerProber;
import dev.skerry.drivers.process.ProcessDriver;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.NodeName;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.node.feed.Uplink;
import dev.skerry.node.plan.Here;
import dev.skerry.server.image.SiteImages;
import dev.skerry.server.plane.Boot;
import dev.skerry.server.plane.Loop;
import dev.skerry.server.wire.Switchboard;
import dev.skerry.store.memory.Faults;
import dev.skerry.store.memory.MemoryDisk;
import dev.skerry.store.memory.MemoryStore;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// A site's control plane on a store in memory and its node on real processes, in this JVM.
final class OneBox {
  /// Far above what anything here takes on a loaded machine.
  private static final int PATIENCE_SECONDS = 60;

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final SiteName SITE = new SiteName("s1");
  private static final User ADA = new User("ada", List.of(User.MASTERS));

  private final Semaphore news = new Semaphore(0);
  private final AtomicLong draws = new AtomicLong();
  private final Chance chance = _ -> draws.incrementAndGet() * 0x9E3779B97F4A7C15L;
  private final StandardPipeline pipeline = new StandardPipeline(Kinds::builtIn);
  private final Switchboard board = new Switchboard();
  private final AtomicBoolean died = new AtomicBoolean();
  private final Loop loop;
  private final MemoryStore store;
  private final Path root;
  private final Library library;
  private Optional<ProcessDriver> driver = Optional.empty();
  private Optional<NodeProcess> node = Optional.empty();

  OneBox(Path root) throws Exception {
    this.root = root;
    this.library = new Library(new MemoryContents(InstantSource.system()), new MemoryTags());
    this.store = new MemoryDisk("history-1", Faults.NONE).open();
    var setup =
        new Setup(
            new Identity(Identity.Kind.SITE, SITE.value(), chance.uid("site")),
            store.incarnation(),
            Life.UNTOLD,
            1,
            HEARTBEAT,
            SILENCE,
            Controllers.site(),
            pipeline,
            chance,
            Retention.STANDARD);
    this.loop =
        new Loop(
            setup,
            new Boot(store, store.begin(), Loop.load(SITE, store), uid(1), Life.UNTOLD),
            (_, _) -> news.release(),
            board,
            () -> died.set(true));
    board.connect(loop);
    loop.start();
  }

  Loop loop() {
    return loop;
  }

  ProcessDriver driver() {
    return driver.orElseThrow();
  }

  /// A relocatable image of the machine's static busybox.
  void image(String name) throws Exception {
    Path busybox = Command.find("busybox").orElseThrow();
    var layer = new Layer().file("bin/busybox", busybox);
    for (String applet : List.of("sh", "httpd", "sleep", "cat", "echo")) {
      layer.symbolicLink("bin/" + applet, "busybox");
    }
    var labels = new TreeMap<String, String>();
    labels.put("skerry.dev/relocatable", "true");
    var run =
        new ImageConfig(
            Platform.linux(System.getProperty("os.arch", "")),
            List.of(),
            List.of("/bin/sh"),
            List.of(),
            "",
            "",
            "",
            labels,
            List.of(),
            List.of());
    var digest =
        Assembly.image(
            library,
            run,
            List.of(
                layer.pack(library.contents(), Files.createDirectories(root.resolve("scratch")))));
    library.tag(Reference.parse(name), digest);
  }

  void startNode() throws Exception {
    var platform = Platform.linux(System.getProperty("os.arch", ""));
    var unpacked = new UnpackedLayers(LayerSource.of(library, platform), root.resolve("layers"));
    var processes =
        new ProcessDriver(
            root.resolve("driver"), root.resolve("volumes"), root.resolve("claims"), unpacked);
    driver = Optional.of(processes);
    var name = new NodeName("s1-1");
    var images = new SiteImages(library, platform, Optional.empty());
    var fixed =
        new MachineFacts.Fixed(
            name, root, "process", "0", "v1.33.0+skerry.0", List.of("127.0.0.1"));
    var identity = new Identity(Identity.Kind.NODE, name.value(), uid(7));
    MemoryStore kept = new MemoryDisk("node-" + draws.incrementAndGet(), Faults.NONE).open();
    var ports =
        new NodePorts(
            processes,
            images,
            new ContainerProber(processes),
            new MachineFacts(fixed, images::list),
            kept,
            kept.begin(),
            new LocalConversation(board, identity, SILENCE),
            new SiteGazette(loop, pipeline, chance));
    var setup =
        new Uplink.Setup(identity, SITE, "said-" + draws.incrementAndGet(), HEARTBEAT, SILENCE);
    var started =
        new NodeProcess(
            setup, new Here(name, "127.0.0.1", 2000, 1L << 30), ports, () -> died.set(true));
    node = Optional.of(started);
    started.start();
  }

  void stopNode() {
    node.ifPresent(NodeProcess::close);
    driver.ifPresent(ProcessDriver::close);
    node = Optional.empty();
    driver = Optional.empty();
  }

  static Uid uid(long number) {
    return Uid.random(number, number);
  }

  void create(ObjectKey key, Obj object) throws Exception {
    write(key, new Request.Verb.Create(object));
  }

  void write(ObjectKey key, Request.Verb verb) throws Exception {
    var options =
        new Request.Options("ada", false, false, Request.FieldValidation.STRICT, List.of());
    var request = new Request(ADA, key, "", verb, options);
    for (int i = 0; i < 20; i++) {
      Decision decision = pipeline.decide(loop.published().view(), request, Instant.now(), chance);
      switch (decision) {
        case Decision.Accepted(var proposal, var _) -> {
          Answer answer = loop.commit(proposal, Duration.ofSeconds(PATIENCE_SECONDS)).orElseThrow();
          if (!(answer instanceof Answer.Stale)) {
            assertThat(answer).isNotInstanceOf(Answer.Refused.class);
            return;
          }
        }
        case Decision.Unchanged _ -> {
          return;
        }
        case Decision.Refused(var refusal, var _) -> throw new AssertionError(refusal.message());
      }
    }
    throw new AssertionError(key + " changes too often");
  }

  Optional<Obj> find(ObjectKey key) {
    return loop.published().view().find(key).map(Entry::json);
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  /// Looks again whenever the control plane published something, which is every second at least.
  void await(String what, ObjectKey about, Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(died).isFalse();
      boolean more = news.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(more && System.nanoTime() < end)
          .as(() -> what + " did not come true; " + find(about))
          .isTrue();
    }
  }

  void end() throws Exception {
    stopNode();
    loop.stop();
    store.close();
  }
}
