package dev.skerry.node.fake;

import dev.skerry.node.driver.ContainerId;
import dev.skerry.node.probe.Action;
import dev.skerry.node.probe.Prober;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Answers well to everything that was not declared ill.
public final class FakeProber implements Prober {
  private final SortedSet<String> ill = new TreeSet<>();
  private final List<String> asked = new ArrayList<>();
  private Duration took = Duration.ZERO;

  /// @param target a path, a port or a command's first word
  public void ill(String container, String target) {
    ill.add(container + " " + target);
  }

  public void well(String container, String target) {
    ill.remove(container + " " + target);
  }

  /// Every question so far: container, a space, target.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /// How long the last answer would have taken.
  public Duration took() {
    return took;
  }

  @Override
  public Answer ask(ContainerId container, String address, Action action, Duration timeout) {
    String target =
        switch (action) {
          case Action.Http http -> http.path();
          case Action.Tcp tcp -> Integer.toString(tcp.port());
          case Action.Exec(List<String> command) -> command.getFirst();
          case Action.Sleep(Duration time) -> "sleep " + time.toSeconds();
        };
    took =
        action instanceof Action.Sleep(Duration time) && time.compareTo(timeout) < 0
            ? time
            : Duration.ZERO;
    String question = container.name() + " " + target;
    asked.add(question);
    return ill.contains(question)
        ? new Answer(false, "HTTP probe failed with statuscode: 503")
        : new Answer(true, "");
  }
}
