package dev.skerry.simulation.monitor;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares two views in everything that can be read of them.
final class Likeness {
  private Likeness() {}

  /// The first thing in which they differ.
  static Optional<String> difference(View one, View two) {
    if (!one.revision().equals(two.revision())) {
      return Optional.of("revision " + one.revision() + " and " + two.revision());
    }
    return entries(one.all(), two.all())
        .or(() -> rows(one.parts(), two.parts()))
        .or(() -> rows(one.settings(""), two.settings("")))
        .or(() -> feeds(one, two));
  }

  private static Optional<String> entries(Collection<Entry> one, Collection<Entry> two) {
    if (List.copyOf(one).equals(List.copyOf(two))) {
      return Optional.empty();
    }
    Iterator<Entry> left = one.iterator();
    Iterator<Entry> right = two.iterator();
    while (left.hasNext() && right.hasNext()) {
      Entry a = left.next();
      Entry b = right.next();
      if (!a.equals(b)) {
        return Optional.of("object " + a + " and " + b);
      }
    }
    return Optional.of(one.size() + " objects and " + two.size());
  }

  private static <K, V> Optional<String> rows(Map<K, V> one, Map<K, V> two) {
    if (one.equals(two)) {
      return Optional.empty();
    }
    for (var row : one.entrySet()) {
      if (!row.getValue().equals(two.get(row.getKey()))) {
        return Optional.of(row + " and " + two.get(row.getKey()));
      }
    }
    return Optional.of(one.size() + " rows and " + two.size());
  }

  private static Optional<String> feeds(View one, View two) {
    if (!List.copyOf(one.subscribers()).equals(List.copyOf(two.subscribers()))) {
      return Optional.of("subscribers " + one.subscribers() + " and " + two.subscribers());
    }
    for (String subscriber : one.subscribers()) {
      Optional<String> members =
          rows(one.feed(subscriber).members(), two.feed(subscriber).members());
      if (members.isPresent()) {
        return members.map(m -> "feed of " + subscriber + ": " + m);
      }
      if (!one.cursor(subscriber).equals(two.cursor(subscriber))) {
        return Optional.of("cursor " + one.cursor(subscriber) + " and " + two.cursor(subscriber));
      }
    }
    return one.cursor("parent").equals(two.cursor("parent"))
        ? Optional.empty()
        : Optional.of("cursor " + one.cursor("parent") + " and " + two.cursor("parent"));
  }
}
