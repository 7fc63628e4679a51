package dev.skerry.simulation;

import dev.skerry.simulation.life.Ending;
import dev.skerry.simulation.life.Life;
import dev.skerry.simulation.life.Plot;

/// Makes a world for every plot.
public final class Worlds implements Life {
  @Override
  public Ending live(Plot plot) {
    return new World(plot).live();
  }
}
