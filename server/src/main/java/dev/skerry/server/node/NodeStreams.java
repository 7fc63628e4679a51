package dev.skerry.server.node;

import dev.skerry.api.plane.Streams;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ExecRequest;
import dev.skerry.node.driver.ExecSession;
import dev.skerry.node.driver.Observation;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.node.driver.PodId;
import dev.skerry.node.driver.PortLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// Logs and commands of the containers of the node in this process. Any thread.
public final class NodeStreams implements Streams {
  private final PodDriver driver;

  public NodeStreams(PodDriver driver) {
    this.driver = driver;
  }

  @Override
  public InputStream log(Target target, LogOptions options) throws Refused, IOException {
    List<Observation> runs = runs(target);
    int wanted = runs.size() - (options.previous() ? 2 : 1);
    if (wanted < 0) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          options.previous()
              ? "previous terminated container \""
                  + target.container()
                  + "\" in pod \""
                  + target.pod().name()
                  + "\" not found"
              : "container \""
                  + target.container()
                  + "\" in pod \""
                  + target.pod().name()
                  + "\" is waiting to start");
    }
    ContainerId id = runs.get(wanted).id();
    return new LogStream(driver.log(id), options, () -> goesOn(id));
  }

  private boolean goesOn(ContainerId id) throws IOException {
    try {
      return driver.observe().stream()
          .anyMatch(o -> o.id().equals(id) && !(o.state() instanceof Observation.State.Exited));
    } catch (DriverFailure failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /// Oldest first.
  private List<Observation> runs(Target target) throws IOException {
    try {
      return driver.observe().stream()
          .filter(o -> o.id().pod().equals(target.uid()))
          .filter(o -> o.id().name().equals(target.container()))
          .sorted(Comparator.comparingInt(o -> o.id().attempt()))
          .toList();
    } catch (DriverFailure failure) {
      throw new IOException(failure.getMessage(), failure);
    }
  }

  @Override
  public Session attach(Target target, boolean input) throws Refused, IOException {
    try {
      return new Running(driver.attach(running(target), input));
    } catch (DriverFailure failure) {
      throw Refused.because(
          failure.reason().equals("NoInput")
              ? Refusal.Reason.BAD_REQUEST
              : Refusal.Reason.INTERNAL_ERROR,
          String.valueOf(failure.getMessage()));
    }
  }

  @Override
  public Session exec(Target target, Command command) throws Refused, IOException {
    var request = new ExecRequest(running(target), command.words(), command.input(), command.tty());
    try {
      return new Running(driver.exec(request));
    } catch (DriverFailure failure) {
      throw Refused.because(Refusal.Reason.INTERNAL_ERROR, String.valueOf(failure.getMessage()));
    }
  }

  private ContainerId running(Target target) throws Refused, IOException {
    List<Observation> runs = runs(target);
    if (runs.isEmpty() || !(runs.getLast().state() instanceof Observation.State.Running)) {
      throw Refused.because(
          Refusal.Reason.BAD_REQUEST,
          "container \""
              + target.container()
              + "\" in pod \""
              + target.pod().name()
              + "\" is not running");
    }
    return runs.getLast().id();
  }

  @Override
  public Line dial(Target target, int port) throws Refused {
    var pod = new PodId(target.uid(), target.pod().namespace(), target.pod().name());
    try {
      return new Dialled(driver.dial(pod, port));
    } catch (DriverFailure failure) {
      throw Refused.because(Refusal.Reason.INTERNAL_ERROR, String.valueOf(failure.getMessage()));
    }
  }

  /// A driver's connection in the API's words.
  private record Dialled(PortLine line) implements Line {
    @Override
    public InputStream input() {
      return line.input();
    }

    @Override
    public OutputStream output() {
      return line.output();
    }

    @Override
    public void close() {
      line.close();
    }
  }

  /// A driver's session in the API's words.
  private record Running(ExecSession session) implements Session {
    @Override
    public OutputStream input() {
      return session.stdin();
    }

    @Override
    public InputStream output() {
      return session.stdout();
    }

    @Override
    public InputStream error() {
      return session.stderr();
    }

    @Override
    public void resize(int columns, int rows) {
      session.resize(columns, rows);
    }

    @Override
    public OptionalInt exitCode() throws InterruptedException {
      return OptionalInt.of(session.exitCode());
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
