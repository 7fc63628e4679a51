package dev.skerry.server.pod;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.model.meta.NodeName;
import java.io.IOException;
import java.io.InputStream;

/// The way into the pods of all nodes of a site.
///
/// @param own the node in this process
/// @param others any further node
public record SiteStreams(NodeName own, Streams here, Streams others) implements Streams {
  @Override
  public InputStream log(Target target, LogOptions options) throws Refused, IOException {
    return at(target).log(target, options);
  }

  @Override
  public Session exec(Target target, Command command) throws Refused, IOException {
    return at(target).exec(target, command);
  }

  @Override
  public Session attach(Target target, boolean input) throws Refused, IOException {
    return at(target).attach(target, input);
  }

  @Override
  public Line dial(Target target, int port) throws Refused, IOException {
    return at(target).dial(target, port);
  }

  private Streams at(Target target) {
    return target.node().equals(own.value()) ? here : others;
  }
}
