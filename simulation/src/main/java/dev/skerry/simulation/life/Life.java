package dev.skerry.simulation.life;

/// Lives through worlds, one after the other.
@FunctionalInterface
public interface Life {
  Ending live(Plot plot);
}
