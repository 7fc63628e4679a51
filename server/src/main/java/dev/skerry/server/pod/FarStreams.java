package dev.skerry.server.pod;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.link.ByteStream;
import dev.skerry.link.LinkFailure;
import dev.skerry.link.StreamBroker;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/// Asks further nodes, over streams that they open when they are told to.
public final class FarStreams implements Streams {
  /// A node is near; one that is not heard is known not to be connected at once.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StreamBroker broker;

  public FarStreams(StreamBroker broker) {
    this.broker = broker;
  }

  @Override
  public InputStream log(Target target, LogOptions options) throws Refused, IOException {
    ByteStream stream = open(PodCall.LOGS, new PodCall.Log(target, options));
    return new FilterInputStream(stream.input()) {
      @Override
      public void close() {
        stream.close();
      }
    };
  }

  @Override
  public Session exec(Target target, Command command) throws Refused, IOException {
    return new FarSession(open(PodCall.EXEC, new PodCall.Exec(target, command)));
  }

  @Override
  public Session attach(Target target, boolean input) throws Refused, IOException {
    return new FarSession(open(PodCall.ATTACH, new PodCall.Attach(target, input)));
  }

  @Override
  public Line dial(Target target, int port) throws Refused, IOException {
    return new FarLine(open(PodCall.PORT, new PodCall.Port(target, port)));
  }

  private record FarLine(ByteStream stream) implements Line {
    @Override
    public InputStream input() {
      return stream.input();
    }

    @Override
    public OutputStream output() {
      return stream.output();
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  private ByteStream open(String purpose, PodCall call) throws Refused, IOException {
    Target of = call.target();
    ByteStream stream = stream(purpose, of);
    try {
      call.write(stream.output());
      PodCall.requireAccepted(stream.input());
      return stream;
    } catch (IOException | Refused failed) {
      stream.close();
      throw failed;
    }
  }

  private ByteStream stream(String purpose, Target of) throws Refused {
    try {
      return broker.open("node:" + of.node(), purpose, of.pod().toString(), PATIENCE);
    } catch (LinkFailure silent) {
      throw Refused.because(
          Refusal.Reason.SERVICE_UNAVAILABLE,
          "node " + of.node() + " does not answer: " + silent.getMessage());
    }
  }
}
