package dev.skerry.model.json;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// An immutable JSON object with its keys sorted by UTF-16 code unit, as two parallel arrays:
/// lookups are a binary search and a small object costs little more than its values.
public final class Obj implements Json {
  public static final Obj EMPTY = new Obj(new String[0], new Json[0]);

  private final String[] keys;
  private final Json[] values;

  /// Takes ownership of both arrays; `keys` is sorted and without duplicates.
  Obj(String[] keys, Json[] values) {
    this.keys = keys;
    this.values = values;
  }

  public static Obj of(Map<String, ? extends Json> members) {
    return ofSorted(new TreeMap<>(members));
  }

  static Obj ofSorted(SortedMap<String, Json> sorted) {
    return new Obj(sorted.keySet().toArray(String[]::new), sorted.values().toArray(Json[]::new));
  }

  public Optional<Json> find(String key) {
    return Optional.ofNullable(lookup(key));
  }

  public boolean has(String key) {
    return lookup(key) != null;
  }

  public int size() {
    return keys.length;
  }

  public boolean isEmpty() {
    return keys.length == 0;
  }

  /// Sorted.
  public List<String> keys() {
    return List.of(keys);
  }

  public void forEach(BiConsumer<String, Json> visitor) {
    for (int i = 0; i < keys.length; i++) {
      visitor.accept(keys[i], values[i]);
    }
  }

  /// This object with one member set; itself when the member already has that value.
  public Obj with(String key, Json value) {
    int at = Arrays.binarySearch(keys, key);
    if (at >= 0) {
      if (values[at].equals(value)) {
        return this;
      }
      Json[] changed = values.clone();
      changed[at] = value;
      return new Obj(keys, changed);
    }
    int gap = -at - 1;
    var grownKeys = new String[keys.length + 1];
    var grownValues = new Json[keys.length + 1];
    System.arraycopy(keys, 0, grownKeys, 0, gap);
    System.arraycopy(values, 0, grownValues, 0, gap);
    grownKeys[gap] = key;
    grownValues[gap] = value;
    System.arraycopy(keys, gap, grownKeys, gap + 1, keys.length - gap);
    System.arraycopy(values, gap, grownValues, gap + 1, keys.length - gap);
    return new Obj(grownKeys, grownValues);
  }

  public Obj with(String key, String value) {
    return with(key, Json.of(value));
  }

  public Obj with(String key, long value) {
    return with(key, Json.of(value));
  }

  public Obj with(String key, boolean value) {
    return with(key, Json.of(value));
  }

  /// Sets a value deep inside, making objects on the way where there are none.
  public Obj withAt(Json value, String first, String... rest) {
    if (rest.length == 0) {
      return with(first, value);
    }
    Obj child = obj(first);
    return with(first, child.withAt(value, rest[0], Arrays.copyOfRange(rest, 1, rest.length)));
  }

  public Obj without(String key) {
    int at = Arrays.binarySearch(keys, key);
    if (at < 0) {
      return this;
    }
    int left = keys.length - 1;
    var fewerKeys = Arrays.copyOf(keys, left);
    var fewerValues = Arrays.copyOf(values, left);
    System.arraycopy(keys, at + 1, fewerKeys, at, left - at);
    System.arraycopy(values, at + 1, fewerValues, at, left - at);
    return new Obj(fewerKeys, fewerValues);
  }

  /// Removes a value deep inside; itself when there is none.
  public Obj withoutAt(String first, String... rest) {
    if (rest.length == 0) {
      return without(first);
    }
    if (!(lookup(first) instanceof Obj child)) {
      return this;
    }
    Obj changed = child.withoutAt(rest[0], Arrays.copyOfRange(rest, 1, rest.length));
    return changed.equals(child) ? this : with(first, changed);
  }

  /// The members as strings; members of other types are left out. For labels and annotations.
  public SortedMap<String, String> strings() {
    var all = new TreeMap<String, String>();
    forEach((key, value) -> {
      if (value instanceof Str s) {
        all.put(key, s.value());
      }
    });
    return all;
  }

  private @Nullable Json lookup(String key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? null : values[at];
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Obj that
            && Arrays.equals(keys, that.keys)
            && Arrays.equals(values, that.values));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return JsonText.write(this);
  }

  /// Collects members in any order; the last value of a key wins.
  public static final class Builder {
    private final TreeMap<String, Json> members = new TreeMap<>();

    Builder() {}

    public Builder put(String key, Json value) {
      members.put(key, value);
      return this;
    }

    public Builder put(String key, String value) {
      return put(key, Json.of(value));
    }

    public Builder put(String key, long value) {
      return put(key, Json.of(value));
    }

    public Builder put(String key, boolean value) {
      return put(key, Json.of(value));
    }

    /// Leaves the member out when there is nothing to say.
    public Builder putText(String key, String value) {
      return value.isEmpty() ? this : put(key, value);
    }

    public Obj build() {
      return Obj.ofSorted(members);
    }
  }
}
