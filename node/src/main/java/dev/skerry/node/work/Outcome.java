package dev.skerry.node.work;

import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.Refused;
import dev.skerry.node.probe.Prober;
import java.util.List;

/// How a task ended.
public sealed interface Outcome {
  record Made() implements Outcome {}

  record Image(ImageInfo image) implements Outcome {}

  /// @param address of the pod, empty when it has the host's
  record Address(String address) implements Outcome {}

  record Asked(Prober.Answer answer) implements Outcome {}

  /// The driver will never do this; asking again is of no use.
  record CannotHonour(List<Refused> fields) implements Outcome {}

  /// It did not work this time.
  record Failed(String reason, String message) implements Outcome {}
}
