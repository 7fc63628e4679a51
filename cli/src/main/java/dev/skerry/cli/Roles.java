package dev.skerry.cli;

import java.util.concurrent.CountDownLatch;

/// The processes this command can become. Each runs until the process is told to end.
final class Roles {
  /// What a process calls when it ends by itself: a bug, or a store whose state is not known.
  /// Whoever started it starts it again.
  static final int DIED = 1;

  private Roles() {}

  static Refused absent(String role) {
    return new Refused("this build has no " + role + " process");
  }

  /// Something that can be ended in order.
  interface Stop {
    void run() throws InterruptedException;
  }

  static void died() {
    Runtime.getRuntime().halt(DIED);
  }

  /// Serves until SIGTERM or SIGINT, then ends in order.
  static int serve(Stop stop) throws InterruptedException {
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  try {
                    stop.run();
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                  ended.countDown();
                }));
    ended.await();
    return 0;
  }
}
