package dev.skerry.simulation.people;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.SiteName;
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

  private record Place(SiteName at, ObjectKey key) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int bySite = at.compareTo(other.at);
      return bySite != 0 ? bySite : key.compareTo(other.key);
    }
  }

  private final TreeMap<Place, TreeSet<String>> allowed = new TreeMap<>();

  /// Somebody asks for this; until more is known both may be.
  ///
  /// @param seen what it was, for one of whom nothing is known yet
  /// @return what it might be before
  SortedSet<String> asked(SiteName at, ObjectKey key, String seen, String value) {
    TreeSet<String> values =
        allowed.computeIfAbsent(new Place(at, key), _ -> new TreeSet<>(List.of(seen)));
    var before = new TreeSet<>(values);
    values.add(value);
    return before;
  }

  void acknowledged(SiteName at, ObjectKey key, String value) {
    allowed.put(new Place(at, key), new TreeSet<>(List.of(value)));
  }

  /// It certainly did not happen.
  ///
  /// @param before what it might be before it was asked for
  void refused(SiteName at, ObjectKey key, SortedSet<String> before) {
    allowed.put(new Place(at, key), new TreeSet<>(before));
  }

  public void each(SiteName at, BiConsumer<ObjectKey, SortedSet<String>> visitor) {
    allowed.forEach((place, values) -> {
      if (place.at().equals(at)) {
        visitor.accept(place.key(), values);
      }
    });
  }

  /// Everything promised at this machine is void.
  public void forgive(SiteName at) {
    allowed.keySet().removeIf(place -> place.at().equals(at));
  }

  /// Everything that people wrote into an object.
  public static String value(View view, ObjectKey key) {
    Optional<Obj> found = view.find(key).map(Entry::json);
    return found.isEmpty() || found.get().at("metadata", "deletionTimestamp").isPresent()
        ? GONE
        : value(found.get());
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
