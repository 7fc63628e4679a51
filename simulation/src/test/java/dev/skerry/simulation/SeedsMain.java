package dev.skerry.simulation;

import java.util.Optional;

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
    System.exit(new Simulate(System.out, System.err, System::nanoTime).run(wishes));
  }
}
