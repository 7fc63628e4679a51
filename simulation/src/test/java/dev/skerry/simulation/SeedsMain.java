package dev.skerry.simulation;

import java.util.Optional;

/// `SeedsMain FROM COUNT [MUTANT]` in a process of its own.
final class SeedsMain {
  private SeedsMain() {}

  static void main(String[] args) {
    var wishes =
        new Simulate.Wishes(
            Long.parseLong(args[1]),
            Long.parseLong(args[0]),
            args.length > 2 ? Simulate.mutant(args[2]) : Optional.empty(),
            true);
    System.exit(new Simulate(System.out, System.err).run(wishes));
  }
}
