package dev.skerry.simulation.host;

import dev.skerry.control.loop.Input;
import dev.skerry.simulation.host.Witness.Caller;
import dev.skerry.sync.frame.Frame;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/// Who is on the lines of a process and when each was heard of last, in true time: what comes over
/// the line of a box that was not let in is no sign of life of its name.
final class Callers {
  private final Nature nature;
  private final Duration started;
  private final TreeMap<Long, Line> lines = new TreeMap<>();
  private final TreeMap<String, Duration> heard = new TreeMap<>();
  private final TreeMap<String, Duration> back = new TreeMap<>();
  private final TreeMap<String, GivenUp> givenUp = new TreeMap<>();

  /// @param child who dialled, if it is one
  /// @param counts a node's and a parent's does at once, a child's when it is let in
  private record Line(String peer, Optional<Caller> child, boolean counts) {}

  /// A line that this end let go though the box at the other end was heard a moment before.
  private record GivenUp(Caller caller, Duration at) {}

  Callers(Nature nature) {
    this.nature = nature;
    this.started = now();
  }

  private Duration now() {
    return nature.agenda().now();
  }

  /// @param child who dialled, if it is one
  void calls(long connection, Input.Peer peer, Optional<Caller> child) {
    lines.put(connection, new Line(peer.name(), child, child.isEmpty()));
  }

  private Optional<Line> line(long connection) {
    return Optional.ofNullable(lines.get(connection));
  }

  void received(long connection) {
    line(connection).filter(Line::counts).ifPresent(line -> hear(line.peer()));
  }

  private void hear(String peer) {
    Duration before = heard.put(peer, now());
    Duration silence = now().minus(before == null ? started : before);
    if (silence.compareTo(nature.pace().leastSilence()) >= 0) {
      back.put(peer, now());
    }
  }

  /// Answers what the witness is to know, when a child is let in.
  Optional<Witness.LetIn> sent(long connection, Frame frame) {
    if (!(frame instanceof Frame.Welcome)) {
      return Optional.empty();
    }
    return line(connection)
        .flatMap(line -> line.child().map(child -> letIn(connection, line.peer(), child)));
  }

  private Witness.LetIn letIn(long connection, String peer, Caller child) {
    lines.put(connection, new Line(peer, Optional.of(child), true));
    hear(peer);
    Optional<Caller> instead =
        Optional.ofNullable(givenUp.remove(peer))
            .filter(gone -> gone.at().equals(now()))
            .map(GivenUp::caller);
    return new Witness.LetIn(peer, child, instead);
  }

  /// This end hangs up.
  void hungUp(long connection) {
    line(connection)
        .filter(Line::counts)
        .filter(line -> wasHeardJustNow(line.peer()))
        .ifPresent(line ->
            line.child().ifPresent(child -> givenUp.put(line.peer(), new GivenUp(child, now()))));
    gone(connection);
  }

  private boolean wasHeardJustNow(String peer) {
    return silenceOf(peer)
        .filter(age -> age.compareTo(nature.pace().leastSilence()) < 0)
        .isPresent();
  }

  void gone(long connection) {
    lines.remove(connection);
  }

  /// Whether that box is let in.
  boolean serves(String box) {
    return lines.values().stream()
        .filter(Line::counts)
        .flatMap(line -> line.child().stream())
        .anyMatch(child -> child.box().equals(box));
  }

  Optional<Duration> silenceOf(String peer) {
    return Optional.ofNullable(heard.get(peer)).map(at -> now().minus(at));
  }

  Optional<Duration> backFor(String peer) {
    return Optional.ofNullable(back.get(peer)).map(at -> now().minus(at));
  }
}
