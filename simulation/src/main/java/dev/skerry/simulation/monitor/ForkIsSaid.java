package dev.skerry.simulation.monitor;

import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.simulation.fleet.Fleet;
import dev.skerry.simulation.host.Machine;
import dev.skerry.simulation.host.Pace;
import dev.skerry.simulation.host.PlaneProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// People learn of every copy and of every history that parted (decision 0009). When all has been
/// calm for long and nobody has acted yet, one box of each name is let in; it and the core have the
/// same of each other, record for record, or `HistoryAgreed=False` says that they have not. Every
/// other box says `LetInByParent=False` itself, and the core says `SingleCopy=False` of its name.
final class ForkIsSaid implements Monitor {
  private static final GroupKind SITE = new GroupKind("skerry.dev", "Site");

  /// A copy that did not try for so long is taken for stopped.
  private static final Duration OVER = Duration.ofMinutes(15);

  private final boolean lapses;

  ForkIsSaid(Pace pace) {
    this.lapses = pace.dialling().cap().compareTo(OVER) >= 0;
  }

  @Override
  public String name() {
    return "ForkIsSaid";
  }

  @Override
  public void told(Fleet fleet) {
    View core = view(fleet.core());
    for (Machine site : fleet.sites()) {
      List<Machine> boxes =
          fleet.boxes().stream().filter(box -> box.name().equals(site.name())).toList();
      List<Machine> served = boxes.stream().filter(fleet::serves).toList();
      boolean someRefused = boxes.stream().anyMatch(box -> box.powered() && !fleet.serves(box));
      require(
          served.size() == 1 || (served.isEmpty() && someRefused),
          "the core speaks with " + served.size() + " boxes of " + site.name());
      served.forEach(box -> agrees(core, box));
      boxes.stream()
          .filter(box -> box.powered() && !fleet.serves(box))
          .forEach(box -> isTold(core, box));
    }
  }

  private View view(Machine machine) {
    require(machine.process().isPresent(), machine.which() + " is down");
    return machine.process().map(PlaneProcess::durable).orElseThrow();
  }

  private void agrees(View core, Machine box) {
    View here = view(box);
    Optional<String> difference =
        Replicas.difference("site:" + box.name(), core, here)
            .or(() -> Replicas.difference("parent", here, core));
    require(
        difference.isEmpty() || isFalse(core, box, "HistoryAgreed"),
        "nobody is told that histories parted: " + difference.orElse(""));
  }

  private void isTold(View core, Machine box) {
    require(
        isFalse(view(box), box, "LetInByParent"),
        box.which() + " is not let in, and does not say so");
    require(
        isFalse(core, box, "SingleCopy")
            || (lapses && !statuses(core, box, "SingleCopy").isEmpty()),
        "the core does not let " + box.which() + " in, and does not say so");
  }

  private static boolean isFalse(View at, Machine box, String type) {
    return statuses(at, box, type).contains("False");
  }

  private static List<String> statuses(View at, Machine box, String type) {
    return at.find(ObjectKey.of(SITE, "", box.name().value())).stream()
        .flatMap(site -> site.json().items("status", "conditions").stream())
        .filter(condition -> condition.text("type").equals(type))
        .map((Json condition) -> condition.text("status"))
        .toList();
  }
}
