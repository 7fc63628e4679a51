package dev.skerry.server.image;

import dev.skerry.content.image.Library;
import dev.skerry.content.image.Tags.Tag;
import dev.skerry.content.pull.Fetcher;
import dev.skerry.control.state.View;
import dev.skerry.node.driver.PodDriver;
import dev.skerry.server.chore.Chores.Chore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What a core, a site and a further node do to keep their disks free of images.
public final class ImageChores {
  private static final int FOUND = 200;

  private ImageChores() {}

  /// @param disk a path on the disk that the library is on
  public record Place(Library library, Path disk) {}

  /// What runs containers.
  public record Machine(PodDriver driver, ImageCollection.Files files) {}

  /// Nobody has what is pushed to a core, so what has a name stays.
  public static List<Chore> atCore(Place place, Supplier<View> view) {
    var around =
        new ImageCollection.Surroundings(
            new NamedImages(view, place.library()),
            _ -> false,
            Optional.empty(),
            () -> DiskRoom.of(place.disk()));
    return both(place, around);
  }

  /// What its parent has may go; what was pushed here stays.
  public static List<Chore> atSite(
      Place place, Supplier<View> view, Machine machine, Fetcher parent) {
    var use =
        ImagesInUse.both(ImagesInUse.run(machine.driver()), new NamedImages(view, place.library()));
    var around =
        new ImageCollection.Surroundings(
            use,
            tag -> has(parent, tag),
            Optional.of(machine.files()),
            () -> DiskRoom.of(place.disk()));
    return both(place, around);
  }

  /// All that it has came from its site, which knows what is needed.
  public static List<Chore> atNode(Place place, Machine machine) {
    var around =
        new ImageCollection.Surroundings(
            ImagesInUse.run(machine.driver()),
            _ -> true,
            Optional.of(machine.files()),
            () -> DiskRoom.of(place.disk()));
    return both(place, around);
  }

  private static List<Chore> both(Place place, ImageCollection.Surroundings around) {
    InstantSource clock = InstantSource.system();
    return List.of(
        new Leftovers(place.library().contents(), clock),
        new ImageCollection(place.library(), around, clock));
  }

  private static boolean has(Fetcher registry, Tag tag) throws IOException {
    String path = "/v2/" + tag.repository() + "/manifests/" + tag.tag();
    try (Fetcher.Fetched fetched = registry.get(path, List.of(), 0)) {
      return fetched.status() == FOUND;
    }
  }
}
