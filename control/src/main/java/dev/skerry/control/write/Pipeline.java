package dev.skerry.control.write;

import dev.skerry.control.state.View;
import dev.skerry.model.chance.Chance;
import java.time.Instant;

/// Judges writes. Pure but for `chance`, from which uids and generated names come; any thread.
public interface Pipeline {
  Decision decide(View view, Request request, Instant now, Chance chance);
}
