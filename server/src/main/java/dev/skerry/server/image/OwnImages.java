package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.archive.Archives;
import dev.skerry.content.build.ImageBuild;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.image.Sweep;
import dev.skerry.content.pull.Puller;
import dev.skerry.server.client.ApiClient;
import dev.skerry.server.client.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The images that a person keeps on this machine, outside of any control plane. Names are given as
/// typed, `NAME:TAG`; answers are `NAME:TAG sha256:…`.
public final class OwnImages {
  /// A build or a pull beside this one stores blobs before it names them.
  private static final Duration SPARED = Duration.ofHours(1);

  private final Path directory;
  private final Library library;

  /// @param home Skerry's directory of this user
  public OwnImages(Path home) throws ContentFailure {
    this.directory = home.resolve("images");
    this.library = at(directory);
  }

  private static Library at(Path directory) throws ContentFailure {
    return new Library(FileContents.at(directory, InstantSource.system()), FileTags.at(directory));
  }

  public Path directory() {
    return directory;
  }

  /// Sorted.
  public List<String> names() throws IOException {
    return library.tags().all().keySet().stream().map(Object::toString).toList();
  }

  /// @param source has an `image.yaml`
  /// @param progress takes one line a step
  public List<String> build(Path source, List<String> names, Consumer<String> progress)
      throws ImageRefused, IOException {
    var references = new ArrayList<Reference>();
    for (String name : names) {
      references.add(Reference.parse(name));
    }
    return new ImageBuild(library, directory.resolve("scratch"), progress)
        .run(source, references).stream()
            .map(built -> built.name() + " " + built.manifest())
            .toList();
  }

  /// @param file of `docker save`, or an OCI layout
  /// @param name for its one image; empty to keep the names in the file
  public List<String> read(Path file, String name) throws ImageRefused, IOException {
    Optional<Reference> wanted =
        name.isEmpty() ? Optional.empty() : Optional.of(Reference.parse(name));
    return new Archives(library)
        .read(file, wanted).stream().map(each -> each.name() + " " + each.manifest()).toList();
  }

  public String pull(ApiClient core, String name, Progress progress)
      throws ImageRefused, IOException {
    Platform platform = Platform.linux(System.getProperty("os.arch"));
    var puller = new Puller(library, platform, new CoreImages(core, progress));
    return name + " " + puller.pull(Reference.parse(name));
  }

  public void push(ApiClient core, String name, Progress progress)
      throws ImageRefused, Refused, IOException, InterruptedException {
    new CoreImages(core, progress).push(library, Reference.parse(name));
  }

  /// Its bytes go as well, unless another image has them.
  public void remove(String name) throws ImageRefused, Refused, IOException {
    if (!library.tags().remove(CoreImages.tag(name))) {
      throw new Refused("there is no image " + name + " here; skerry image list shows all");
    }
    Instant usedSince = Instant.now().minus(SPARED);
    Sweep.Swept _ = new Sweep(library).run(new TreeSet<>(), usedSince);
  }

  /// Into the content of a control plane that does not run: what is missing there; the name appears
  /// when all of it is there.
  public void copy(String name, Path content) throws ImageRefused, IOException {
    Library to = at(content);
    Reference reference = Reference.parse(name);
    Digest manifest =
        library
            .resolve(reference)
            .orElseThrow(
                () -> new ImageRefused(ImageRefused.Why.BLOB_UNKNOWN, "there is no image " + name));
    for (List<Digest> lacks = to.missing(manifest); !lacks.isEmpty(); ) {
      for (Digest digest : lacks) {
        blob(to, digest);
      }
      lacks = to.missing(manifest);
    }
    to.tag(reference, manifest);
  }

  private void blob(Library to, Digest digest) throws IOException {
    try (var upload = to.contents().upload("copy-" + digest.hex());
        InputStream bytes = library.contents().open(digest, upload.offset())) {
      upload.append(upload.offset(), bytes);
      upload.commit(digest);
    }
  }
}
