package dev.skerry.simulation.host;

/// Strikes processes between two effects.
@FunctionalInterface
public interface Trouble {
  Trouble NONE = who -> false;

  /// Whether the process of this machine dies now.
  boolean strikes(String who);
}
