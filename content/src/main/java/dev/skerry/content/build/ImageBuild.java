package dev.skerry.content.build;

import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.ImageRefused.Why;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// `skerry image build`: makes an image of a directory with an `image.yaml` and names it. Two
/// layers: the runtime at `/java` with the machine's libraries, and the application at `/app`. The
/// first is equal for all versions of an application, so a site fetches it once. Blocks for some
/// seconds.
public final class ImageBuild {
  private final Library library;
  private final Path scratch;
  private final Consumer<String> progress;

  /// @param layers of all images built, for telling what is new
  public record Built(Reference name, Digest manifest, List<Digest> layers) {}

  /// @param scratch a directory for temporary files, about 200 MiB for a Java runtime
  /// @param progress is told each long step as a short phrase
  public ImageBuild(Library library, Path scratch, Consumer<String> progress) {
    this.library = library;
    this.scratch = scratch;
    this.progress = progress;
  }

  /// Builds once for each name; names differ in their tags.
  public List<Built> run(Path directory, List<Reference> names) throws ImageRefused, IOException {
    Path file = directory.resolve("image.yaml");
    if (!Files.isRegularFile(file)) {
      throw new ImageRefused(
          Why.INVALID_BUILD, "there is no " + file + "; write one or name another directory");
    }
    BuildFile plan = BuildFile.of(BuildYaml.read(Files.readAllBytes(file)));
    Files.createDirectories(scratch);
    Path work = Files.createTempDirectory(scratch, "build");
    try {
      List<Layer.Packed> layers = layers(plan, directory, work);
      var all = new ArrayList<Built>();
      for (Reference name : names) {
        Digest image = Assembly.image(library, config(plan, name), layers);
        library.tag(name, image);
        all.add(new Built(name, image, layers.stream().map(l -> l.descriptor().digest()).toList()));
      }
      return List.copyOf(all);
    } finally {
      delete(work);
    }
  }

  private List<Layer.Packed> layers(BuildFile plan, Path directory, Path work)
      throws ImageRefused, IOException {
    var layers = new ArrayList<Layer.Packed>();
    if (!plan.modules().isEmpty()) {
      progress.accept("linking a Java runtime");
      Path java = work.resolve("java");
      JavaTools.jlink(plan.modules(), java);
      Layer runtime = new Layer().directory("tmp", 01777).tree("java", java);
      if (plan.hostLibs()) {
        for (Map.Entry<String, Path> each : HostLibraries.of(filesIn(java)).entrySet()) {
          runtime.file(each.getKey().substring(1), each.getValue());
        }
      }
      progress.accept("packing the runtime");
      layers.add(runtime.pack(library.contents(), work));
    }
    Optional<Layer> application = application(plan, directory, work);
    if (application.isPresent()) {
      progress.accept("packing the application");
      layers.add(application.get().pack(library.contents(), work));
    }
    return layers;
  }

  private static Optional<Layer> application(BuildFile plan, Path directory, Path work)
      throws ImageRefused, IOException {
    if (plan.sources().isEmpty() && plan.classes().isEmpty() && plan.resources().isEmpty()) {
      return Optional.empty();
    }
    var layer = new Layer();
    if (plan.sources().isPresent()) {
      Path compiled = Files.createDirectory(work.resolve("app"));
      JavaTools.javac(inside(directory, plan.sources().get()), compiled);
      layer.tree("app", compiled);
    }
    if (plan.classes().isPresent()) {
      add(inside(directory, plan.classes().get()), layer);
    }
    if (plan.resources().isPresent()) {
      add(inside(directory, plan.resources().get()), layer);
    }
    return Optional.of(layer);
  }

  private static void add(Path from, Layer to) throws IOException {
    if (Files.isDirectory(from)) {
      to.tree("app", from);
    } else {
      to.file("app/" + from.getFileName(), from);
    }
  }

  private static Path inside(Path directory, String path) throws ImageRefused {
    Path resolved = directory.resolve(path).normalize();
    if (!resolved.startsWith(directory.normalize()) || !Files.exists(resolved)) {
      throw new ImageRefused(
          Why.INVALID_BUILD, "image.yaml: " + path + " is not a path inside " + directory);
    }
    return resolved;
  }

  private static ImageConfig config(BuildFile plan, Reference name) {
    String tag = name.tag().orElse("latest");
    return new ImageConfig(
        Platform.linux(System.getProperty("os.arch")),
        plan.entrypoint(),
        List.of(),
        BuildFile.forTag(plan.env(), tag).entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .toList(),
        plan.workingDirectory(),
        "",
        "",
        BuildFile.forTag(plan.labels(), tag),
        plan.ports(),
        List.of());
  }

  private static List<Path> filesIn(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(directory)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.delete(each);
    }
  }
}
