package dev.skerry.control.kind;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.custom.CustomKinds;
import dev.skerry.model.custom.Definition;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import dev.skerry.model.meta.TenantName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The registry of kinds as a function of a view: the built-in ones, and those of the established
/// CustomResourceDefinitions in it. The same at every place that has the same definitions, also
/// after a restart.
///
/// What it once made it keeps for the next views with the same definitions, so that a request costs
/// a look at each definition's identity. Any thread; two that ask at once may both make one.
public final class Catalog {
  /// Views in use at a time: the durable one, the one being decided on, and held lists.
  private static final int KEPT = 4;

  /// Newest first; replaced as a whole.
  private volatile List<Served> served = List.of();

  private record Known(Entry definition, List<Kind> kinds) {
    /// Entries live on unchanged from view to view; two of equal text are not the same state.
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Entry entry) {
      return definition == entry;
    }
  }

  private record Served(List<Known> known, Kinds kinds) {
    boolean isOf(Collection<Entry> definitions) {
      if (known.size() != definitions.size()) {
        return false;
      }
      Iterator<Entry> next = definitions.iterator();
      return known.stream().allMatch(each -> each.isOf(next.next()));
    }
  }

  public Kinds at(View view) {
    Collection<Entry> definitions = view.all(Definition.KIND, TenantName.DEFAULT).values();
    if (definitions.isEmpty()) {
      return Kinds.builtIn();
    }
    List<Served> before = served;
    for (Served each : before) {
      if (each.isOf(definitions)) {
        return each.kinds();
      }
    }
    Served made = make(definitions, before);
    var after = new ArrayList<Served>(List.of(made));
    after.addAll(before.subList(0, Math.min(before.size(), KEPT - 1)));
    served = List.copyOf(after);
    return made.kinds();
  }

  private static Served make(Collection<Entry> definitions, List<Served> before) {
    var known = new ArrayList<Known>();
    var kinds = new ArrayList<Kind>();
    for (Entry definition : definitions) {
      Known one =
          find(definition, before)
              .orElseGet(() -> new Known(definition, CustomKinds.of(definition.json())));
      known.add(one);
      kinds.addAll(one.kinds());
    }
    return new Served(List.copyOf(known), Kinds.builtIn().withAll(kinds));
  }

  private static Optional<Known> find(Entry definition, List<Served> before) {
    return before.stream()
        .flatMap(each -> each.known().stream())
        .filter(each -> each.isOf(definition))
        .findFirst();
  }
}
