package dev.skerry.node.plan;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.unit.Quantity;
import dev.skerry.node.driver.ContainerPlan.Limits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Requests and limits of containers.
public final class Resources {
  /// The range of `cpu.shares`; 1,024 is one core.
  private static final long MIN_SHARES = 2;

  private static final long MAX_SHARES = 262_144;
  private static final List<String> COUNTED = List.of("cpu", "memory");

  private Resources() {}

  static Optional<Quantity> amount(Obj container, String side, String resource) {
    return container
        .at("resources", side, resource)
        .flatMap(Resources::text)
        .flatMap(Quantity::find);
  }

  private static Optional<String> text(Json value) {
    return switch (value) {
      case Json.Str(String s) -> Optional.of(s);
      case Json.Int(long n) -> Optional.of(Long.toString(n));
      case Json.Dec(BigDecimal n) -> Optional.of(n.toPlainString());
      case Json.Null _, Json.Bool _, Json.Arr _, Obj _ -> Optional.empty();
    };
  }

  /// A request that is not given is the limit.
  static Optional<Quantity> request(Obj container, String resource) {
    return amount(container, "requests", resource).or(() -> amount(container, "limits", resource));
  }

  static Limits limits(Obj container) {
    Optional<Quantity> cpu = amount(container, "limits", "cpu");
    Optional<Quantity> memory = amount(container, "limits", "memory");
    long shares =
        request(container, "cpu").map(c -> c.milliRoundedUp() * 1024 / 1000).orElse(MIN_SHARES);
    return new Limits(
        optional(cpu.map(Quantity::milliRoundedUp)),
        Math.clamp(shares, MIN_SHARES, MAX_SHARES),
        optional(memory.map(Quantity::roundedUp)),
        0);
  }

  private static OptionalLong optional(Optional<Long> value) {
    return value.map(OptionalLong::of).orElse(OptionalLong.empty());
  }

  /// `Guaranteed`, `Burstable` or `BestEffort`.
  public static String qosClass(WantedPod pod) {
    List<Obj> all = pod.allContainers();
    if (all.stream().noneMatch(Resources::saysAnything)) {
      return "BestEffort";
    }
    return all.stream().allMatch(Resources::guaranteed) ? "Guaranteed" : "Burstable";
  }

  private static boolean saysAnything(Obj container) {
    return COUNTED.stream().anyMatch(r -> request(container, r).isPresent());
  }

  private static boolean guaranteed(Obj container) {
    return COUNTED.stream()
        .allMatch(r -> {
          Optional<Quantity> limit = amount(container, "limits", r);
          Optional<Quantity> request = request(container, r);
          return limit.isPresent() && limit.get().compareTo(request.orElseThrow()) == 0;
        });
  }
}
