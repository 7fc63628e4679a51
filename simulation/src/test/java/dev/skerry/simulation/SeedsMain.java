package dev.skerry.simulation;

import java.util.Optional;
import java.util.concurrent.Executors;

/// `SeedsMain FROM COUNT` in a process of its own.
final class SeedsMain {
  private SeedsMain() {}

  static void main(String[] args) {
    var wishes =
        new Simulate.Wishes(
            Long.parseLong(args[1]),
            Long.parseLong(args[0]),
            Optional.empty(),
            Simulate.Manner.PLAIN);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    System.exit(new Simulate(System.out, System.err, System::nanoTime, threads, 2).run(wishes));
  }
}
