package dev.skerry.model.json;

import java.util.Arrays;
import java.util.TreeMap;

/// The members of an object while it is read. Text that this project wrote has its keys in order,
/// and then they only queue up; at the first that is not, all are sorted.
final class Members {
  private static final int FIRST = 8;

  private String[] keys = new String[FIRST];
  private Json[] values = new Json[FIRST];
  private int size;
  private final TreeMap<String, Json> sorted = new TreeMap<>();

  /// The last value of a key stays. Answers whether the key is new.
  boolean put(String key, Json value) {
    if (sorted.isEmpty() && (size == 0 || keys[size - 1].compareTo(key) < 0)) {
      append(key, value);
      return true;
    }
    if (sorted.isEmpty()) {
      for (int i = 0; i < size; i++) {
        sorted.put(keys[i], values[i]);
      }
    }
    return sorted.put(key, value) == null;
  }

  private void append(String key, Json value) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    keys[size] = key;
    values[size] = value;
    size++;
  }

  Obj build() {
    if (sorted.isEmpty()) {
      return size == 0
          ? Obj.EMPTY
          : new Obj(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
    }
    return Obj.ofSorted(sorted);
  }
}
