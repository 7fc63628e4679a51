package dev.skerry.simulation.world;

import dev.skerry.model.chance.Chance;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Everything random in a world, from one seed. Each name is a stream of its own, so that one more
/// draw somewhere changes nothing elsewhere.
public final class Streams implements Chance {
  /// FNV-1a, 64 bits.
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;

  private static final long FNV_PRIME = 0x100000001b3L;

  private static final int MILLE = 1000;

  private final long seed;
  private final TreeMap<String, SplittableRandom> sources = new TreeMap<>();

  public Streams(long seed) {
    this.seed = seed;
  }

  @Override
  public long next(String name) {
    return of(name).nextLong();
  }

  public RandomGenerator of(String name) {
    return sources.computeIfAbsent(name, n -> new SplittableRandom(seed * FNV_PRIME ^ hash(n)));
  }

  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }

  /// The streams of one owner, who need not know of others.
  public Chance owned(String owner) {
    return name -> next(owner + "/" + name);
  }

  /// From `least` up to `most`.
  public Duration between(String name, Duration least, Duration most) {
    long span = most.minus(least).toNanos();
    return span <= 0 ? least : least.plusNanos(of(name).nextLong(span));
  }

  public boolean perMille(String name, int share) {
    return of(name).nextInt(MILLE) < share;
  }

  public <T> T pick(String name, List<T> from) {
    return from.get(of(name).nextInt(from.size()));
  }
}
