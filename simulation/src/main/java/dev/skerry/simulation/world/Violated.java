package dev.skerry.simulation.world;

/// Something happened that never may.
public final class Violated extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String monitor;

  public Violated(String monitor, String sentence) {
    super(sentence);
    this.monitor = monitor;
  }

  public String monitor() {
    return monitor;
  }
}
