package dev.skerry.server.site;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// The streams of a node that starts after the API does.
final class LateStreams implements Streams {
  private volatile Optional<Streams> streams = Optional.empty();

  void arrive(Streams node) {
    streams = Optional.of(node);
  }

  private Streams now() throws Refused {
    return streams.orElseThrow(() ->
        Refused.because(
            Refusal.Reason.SERVICE_UNAVAILABLE, "the node is still starting; try again"));
  }

  @Override
  public InputStream log(Target target, LogOptions options) throws Refused, IOException {
    return now().log(target, options);
  }

  @Override
  public Session exec(Target target, Command command) throws Refused, IOException {
    return now().exec(target, command);
  }

  @Override
  public Session attach(Target target, boolean input) throws Refused, IOException {
    return now().attach(target, input);
  }

  @Override
  public Line dial(Target target, int port) throws Refused, IOException {
    return now().dial(target, port);
  }
}
