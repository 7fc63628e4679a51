package dev.skerry.simulation.host;

import dev.skerry.simulation.world.Agenda;
import dev.skerry.simulation.world.Streams;
import dev.skerry.simulation.world.Trace;

/// What every process of a world lives in.
public record Nature(
    Agenda agenda, Streams streams, Trace trace, Pace pace, Witness witness, Trouble trouble) {}
