package dev.skerry.cli;

import dev.skerry.server.client.Refused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.config.NodeConfig;
import dev.skerry.server.config.SiteConfig;
import dev.skerry.server.core.CoreProcess;
import dev.skerry.server.node.RemoteNode;
import dev.skerry.server.site.SiteProcess;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// The processes this command can become. Each runs until it is told to end by a signal.
final class Roles {
  private static final int DIED = 1;

  private Roles() {}

  private interface Start {
    Stop start() throws Exception;
  }

  private interface Stop {
    void stop() throws InterruptedException;
  }

  static void core(DataDir data, CoreConfig config) throws Exception {
    run(
        data,
        config.plane().listen().toString(),
        () -> CoreProcess.start(data, config, VersionCommand.version(), Roles::died)::stop);
  }

  static void site(DataDir data, SiteConfig config) throws Exception {
    run(
        data,
        config.plane().listen().toString(),
        () -> SiteProcess.start(data, config, VersionCommand.version(), Roles::died)::stop);
  }

  static void node(DataDir data, NodeConfig config) throws Exception {
    run(
        data,
        config.name().value(),
        () -> RemoteNode.start(data, config, VersionCommand.version(), Roles::died)::close);
  }

  private static void run(DataDir data, String listen, Start start) throws Exception {
    try (var file =
            FileChannel.open(data.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      if (lock == null) {
        throw new Refused("another process runs on " + data.root() + "; end it first");
      }
      Logs.stay(data.root(), System.getenv());
      LastingLogs.hold();
      ownScratch(data);
      Stop running = started(listen, start);
      System.err.println("skerry serves at " + listen + "; Ctrl-C ends it");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "stop"));
      new CountDownLatch(1).await();
    }
  }

  /// Libraries unpack their native parts at start; a process that is killed would leave them in the
  /// machine's own directory for temporary files.
  private static void ownScratch(DataDir data) throws IOException {
    Path scratch = Files.createDirectories(data.root().resolve("scratch"));
    try (Stream<Path> left = Files.list(scratch)) {
      for (Path each : left.toList()) {
        Files.deleteIfExists(each);
      }
    }
    System.setProperty("org.sqlite.tmpdir", scratch.toString());
    System.setProperty("ZstdTempFolder", scratch.toString());
  }

  private static Stop started(String listen, Start start) throws Exception {
    try {
      return start.start();
    } catch (IOException failed) {
      Throwable cause = failed instanceof BindException ? failed : failed.getCause();
      if (cause instanceof BindException taken) {
        throw new Refused(listen + " " + why(String.valueOf(taken.getMessage())), failed);
      }
      throw failed;
    }
  }

  private static String why(String said) {
    return said.contains("in use")
        ? "is in use by another program; end that or change 'listen'"
        : "cannot be had: " + said + "; set 'listen' to an address of this machine";
  }

  private static void stop(Stop running) {
    try {
      running.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      LastingLogs.end();
    }
  }

  /// What is durable is read again at the next start; nothing else is worth keeping.
  private static void died() {
    System.err.println("skerry: the control plane ended by itself; its log says why");
    Runtime.getRuntime().halt(DIED);
  }
}
