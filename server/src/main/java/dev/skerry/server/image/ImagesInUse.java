package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodDriver;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which images somebody needs, as manifests.
///
/// @param run by containers of this machine, ended ones too until they are removed
/// @param wanted by pods and by what makes pods, old revisions for a rollback among them
record ImagesInUse(SortedSet<Digest> run, SortedSet<Digest> wanted) {
  /// Tells it now; empty when that is not known, and then nothing is to be removed.
  interface Source {
    Optional<ImagesInUse> look() throws ContentFailure;
  }

  boolean has(Digest manifest) {
    return run.contains(manifest) || wanted.contains(manifest);
  }

  SortedSet<Digest> all() {
    var all = new TreeSet<Digest>(run);
    all.addAll(wanted);
    return all;
  }

  /// What runs on this machine; not known when the driver cannot tell, or tells of a container that
  /// was made before drivers kept its image.
  static Source run(PodDriver driver) {
    return () -> {
      var run = new TreeSet<Digest>();
      try {
        for (Observation each : driver.observe()) {
          run.add(Digest.parse(each.image()));
        }
      } catch (DriverFailure | IllegalArgumentException unknown) {
        return Optional.empty();
      }
      return Optional.of(new ImagesInUse(run, new TreeSet<>()));
    };
  }

  static Source both(Source one, Source other) {
    return () -> {
      Optional<ImagesInUse> first = one.look();
      Optional<ImagesInUse> second = other.look();
      return first.isEmpty() || second.isEmpty()
          ? Optional.empty()
          : Optional.of(first.get().and(second.get()));
    };
  }

  private ImagesInUse and(ImagesInUse other) {
    var bothRun = new TreeSet<Digest>(run);
    bothRun.addAll(other.run);
    var bothWanted = new TreeSet<Digest>(wanted);
    bothWanted.addAll(other.wanted);
    return new ImagesInUse(bothRun, bothWanted);
  }
}
