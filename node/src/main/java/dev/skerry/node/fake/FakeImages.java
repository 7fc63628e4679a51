package dev.skerry.node.fake;

import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.Images;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Images that exist by being named here, with the behaviour of their containers.
public final class FakeImages implements Images {
  private final SortedMap<String, Behaviour> registry = new TreeMap<>();
  private final SortedMap<String, Integer> pulls = new TreeMap<>();
  private final SortedSet<String> here = new TreeSet<>();

  public void offer(String reference, Behaviour behaviour) {
    registry.put(reference, behaviour);
  }

  Behaviour behaviour(String reference) {
    return registry.getOrDefault(reference, Behaviour.SERVER);
  }

  /// How often a pull was tried.
  public int pulls(String reference) {
    return pulls.getOrDefault(reference, 0);
  }

  int pulls() {
    return pulls.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public Optional<ImageInfo> find(String reference) {
    return here.contains(reference) ? Optional.of(info(reference)) : Optional.empty();
  }

  @Override
  public ImageInfo pull(String reference) throws DriverFailure {
    int tries = pulls.merge(reference, 1, Integer::sum);
    Behaviour behaviour = registry.get(reference);
    if (behaviour == null) {
      throw new DriverFailure("ErrImagePull", "there is no image '" + reference + "'");
    }
    if (tries <= behaviour.failedPulls()) {
      throw new DriverFailure("ErrImagePull", "pull of '" + reference + "' was cut off");
    }
    here.add(reference);
    return info(reference);
  }

  private static ImageInfo info(String reference) {
    return new ImageInfo(
        reference,
        "sha256:" + Integer.toHexString(reference.hashCode()),
        List.of("/app"),
        List.of("serve"),
        List.of("PATH=/bin"),
        "/",
        "",
        "",
        new TreeMap<>());
  }
}
