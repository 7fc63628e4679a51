package dev.skerry.model.unit;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Amounts of resources by name (`cpu`, `memory`, `pods`, …), in thousandths of the unit, rounded
/// up. A resource that is not named counts as zero. Immutable.
public record Amounts(SortedMap<String, Long> milli) {
  public static final Amounts NONE = new Amounts(new TreeMap<>());
  public static final String PODS = "pods";

  public Amounts {
    milli = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(milli));
  }

  /// Reads `{cpu: 500m, memory: 64Mi}`.
  ///
  /// @throws IllegalArgumentException when a value is no quantity; validation lets none in
  public static Amounts read(Obj quantities) {
    var read = new TreeMap<String, Long>();
    quantities.forEach((name, value) -> read.put(name, milli(value)));
    return new Amounts(read);
  }

  public static Amounts pods(long count) {
    return new Amounts(new TreeMap<>(java.util.Collections.singletonMap(PODS, count * 1_000)));
  }

  private static long milli(Json value) {
    return switch (value) {
      case Json.Int(long whole) -> Quantity.of(whole).milliRoundedUp();
      case Json.Dec(BigDecimal number) ->
          new Quantity(number, Quantity.Notation.DECIMAL).milliRoundedUp();
      case Json.Str(String text) -> Quantity.parse(text).milliRoundedUp();
      case Json.Null _, Json.Bool _, Json.Arr _, Obj _ ->
          throw new IllegalArgumentException("not a quantity: " + value);
    };
  }

  public long of(String resource) {
    return milli.getOrDefault(resource, 0L);
  }

  public boolean has(String resource) {
    return milli.containsKey(resource);
  }

  public boolean isEmpty() {
    return milli.isEmpty();
  }

  public Amounts plus(Amounts other) {
    return combine(other, 1);
  }

  public Amounts minus(Amounts other) {
    return combine(other, -1);
  }

  public Amounts times(long count) {
    var product = new TreeMap<String, Long>();
    milli.forEach((name, value) -> product.put(name, Math.multiplyExact(value, count)));
    return new Amounts(product);
  }

  /// These, but what `over` names as it says.
  public Amounts overlaid(Amounts over) {
    var all = new TreeMap<>(milli);
    all.putAll(over.milli);
    return new Amounts(all);
  }

  /// The larger of both, by resource.
  public Amounts max(Amounts other) {
    var most = new TreeMap<>(milli);
    other.milli.forEach((name, value) -> most.merge(name, value, Math::max));
    return new Amounts(most);
  }

  private Amounts combine(Amounts other, long sign) {
    var sum = new TreeMap<>(milli);
    other.milli.forEach((name, value) -> sum.merge(name, sign * value, Math::addExact));
    return new Amounts(sum);
  }

  /// The resources of which `free` has less than this asks for, sorted.
  public List<String> shortOf(Amounts free) {
    var missing = new ArrayList<String>();
    milli.forEach((name, value) -> {
      if (value > 0 && free.of(name) < value) {
        missing.add(name);
      }
    });
    return missing;
  }
}
