package dev.skerry.simulation.people;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/// What people know: for every key they wrote, what it may be.
public final class Oracle {
  /// How an object that does not exist, or is ending, reads.
  public static final String GONE = "gone";

  /// Something that one person writes.
  ///
  /// @param at which box
  /// @param entry of the object's data; empty for the whole object
  public record Place(String at, ObjectKey key, String entry) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::at).thenComparing(Place::key).thenComparing(Place::entry);

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return entry.isEmpty() ? key.toString() : key + " entry " + entry;
    }
  }

  private final TreeMap<Place, TreeSet<String>> allowed = new TreeMap<>();

  /// Somebody asks for this; until more is known both may be.
  ///
  /// @param seen what it was, for one of whom nothing is known yet
  /// @return what it might be before
  SortedSet<String> asked(Place place, String seen, String value) {
    TreeSet<String> values = allowed.computeIfAbsent(place, _ -> new TreeSet<>(List.of(seen)));
    var before = new TreeSet<>(values);
    values.add(value);
    return before;
  }

  void acknowledged(Place place, String value) {
    allowed.put(place, new TreeSet<>(List.of(value)));
  }

  /// It certainly did not happen.
  ///
  /// @param before what it might be before it was asked for
  void refused(Place place, SortedSet<String> before) {
    allowed.put(place, new TreeSet<>(before));
  }

  public void each(String at, BiConsumer<Place, SortedSet<String>> visitor) {
    allowed.forEach((place, values) -> {
      if (place.at().equals(at)) {
        visitor.accept(place, values);
      }
    });
  }

  /// What people know of one box at one moment.
  public static final class Memory {
    private final TreeMap<Place, TreeSet<String>> allowed = new TreeMap<>();

    private Memory() {}
  }

  public Memory remember(String at) {
    var memory = new Memory();
    each(at, (place, values) -> memory.allowed.put(place, new TreeSet<>(values)));
    return memory;
  }

  /// A box is put back to that moment: what was promised since is void.
  public void back(String at, Memory memory) {
    allowed.keySet().removeIf(place -> place.at().equals(at));
    memory.allowed.forEach((place, values) -> allowed.put(place, new TreeSet<>(values)));
  }

  /// Everything that this person wrote there.
  public static String value(View view, Place place) {
    Optional<Obj> found = view.find(place.key()).map(Entry::json);
    if (found.isEmpty() || found.get().at("metadata", "deletionTimestamp").isPresent()) {
      return GONE;
    }
    return place.entry().isEmpty() ? value(found.get()) : found.get().text("data", place.entry());
  }

  static String value(Obj object) {
    String word = object.text("metadata", "annotations", "word");
    return switch (object.text("kind")) {
      case "ConfigMap" -> word + " " + object.text("data", "word");
      case "Deployment" -> {
        Obj pod = object.obj("spec").obj("template").obj("spec");
        String image = pod.items("containers").getFirst().text("image");
        yield word + " " + image + " x" + object.integer("spec", "replicas").orElse(1);
      }
      case String other -> throw new IllegalArgumentException("people do not write " + other);
    };
  }
}
