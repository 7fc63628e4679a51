package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Reference;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The images that the objects of a control plane name. Any thread; decodes every pod and workload.
final class NamedImages implements ImagesInUse.Source {
  private static final String IMAGE = "image";

  private final Supplier<View> view;
  private final Library library;

  NamedImages(Supplier<View> view, Library library) {
    this.view = view;
    this.library = library;
  }

  @Override
  public Optional<ImagesInUse> look() throws ContentFailure {
    var wanted = new TreeSet<Digest>();
    for (Entry entry : view.get().all()) {
      if (namesImages(entry)) {
        for (String name : names(entry.json())) {
          resolved(name).ifPresent(wanted::add);
        }
      }
    }
    return Optional.of(new ImagesInUse(new TreeSet<>(), wanted));
  }

  /// A projection's images are at the site that it comes from.
  private static boolean namesImages(Entry entry) {
    String group = entry.key().kind().group();
    boolean workload = group.equals("apps") || group.equals("batch");
    return !entry.projected() && (workload || entry.key().kind().kind().equals("Pod"));
  }

  /// All texts under a key `image`, however deep: those that name no image do no harm.
  private static SortedSet<String> names(Obj object) {
    var names = new TreeSet<String>();
    var open = new ArrayDeque<Json>();
    open.add(object);
    for (Json next = open.poll(); next != null; next = open.poll()) {
      if (next instanceof Json.Arr(var items)) {
        open.addAll(items);
      } else if (next instanceof Obj members) {
        members.forEach((key, value) -> {
          if (key.equals(IMAGE) && value instanceof Json.Str(String name)) {
            names.add(name);
          }
          open.add(value);
        });
      }
    }
    return names;
  }

  private Optional<Digest> resolved(String name) throws ContentFailure {
    try {
      return library.resolve(Reference.parse(name));
    } catch (ImageRefused _) {
      return Optional.empty();
    }
  }
}
