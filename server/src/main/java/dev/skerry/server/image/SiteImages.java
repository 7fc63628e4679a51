package dev.skerry.server.image;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.image.ImageConfig;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Platform;
import dev.skerry.content.image.Reference;
import dev.skerry.content.pull.Fetcher;
import dev.skerry.content.pull.Puller;
import dev.skerry.node.driver.DriverFailure;
import dev.skerry.node.driver.ImageInfo;
import dev.skerry.node.driver.Images;
import dev.skerry.node.report.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Images of the local library, which a site's own registry serves as well. Any thread; pulls go
/// one after the other, so that an image that several containers want is fetched once.
public final class SiteImages implements Images {
  private static final System.Logger LOG = System.getLogger(SiteImages.class.getName());

  private final Library library;
  private final Platform platform;
  private final Optional<Fetcher> parent;
  private final Semaphore turn = new Semaphore(1, true);

  /// @param parent registry to pull from; empty where the local library is all there is
  public SiteImages(Library library, Platform platform, Optional<Fetcher> parent) {
    this.library = library;
    this.platform = platform;
    this.parent = parent;
  }

  @Override
  public Optional<ImageInfo> find(String reference) {
    try {
      return find(reference, Reference.parse(reference));
    } catch (ImageRefused | ContentFailure _) {
      // Nothing of use is here under this name; a pull says why.
      return Optional.empty();
    }
  }

  private Optional<ImageInfo> find(String text, Reference reference)
      throws ImageRefused, ContentFailure {
    Optional<Library.Image> image = library.find(reference, platform);
    if (image.isEmpty() || !library.missing(image.get().digest()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(info(text, image.get()));
  }

  @Override
  public ImageInfo pull(String text) throws DriverFailure {
    Reference reference = parse(text);
    try {
      turn.acquire();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed(text, "the agent stops", stopped);
    }
    try {
      return pull(text, reference);
    } catch (ImageRefused refused) {
      throw failed(text, refused.sentence(), refused);
    } catch (IOException failure) {
      throw failed(text, String.valueOf(failure.getMessage()), failure);
    } finally {
      turn.release();
    }
  }

  /// For a node that asks this site's registry for what only the parent has.
  public boolean bring(String reference) {
    try {
      ImageInfo _ = pull(reference);
      return true;
    } catch (DriverFailure failure) {
      LOG.log(System.Logger.Level.INFO, "ImageNotBrought {0}", failure.getMessage());
      return false;
    }
  }

  private static Reference parse(String text) throws DriverFailure {
    try {
      return Reference.parse(text);
    } catch (ImageRefused refused) {
      throw new DriverFailure("InvalidImageName", refused.sentence(), refused);
    }
  }

  /// What is here serves when the registry cannot be asked: a cut site keeps its images.
  private ImageInfo pull(String text, Reference reference)
      throws ImageRefused, IOException, DriverFailure {
    Optional<ImageInfo> here = find(text, reference);
    if (parent.isEmpty() || (here.isPresent() && reference.digest().isPresent())) {
      return here.orElseThrow(() ->
          new DriverFailure(
              "ErrImagePull",
              "there is no image '"
                  + text
                  + "' here; bring it with 'skerry image push' or 'import'"));
    }
    try {
      Digest digest = new Puller(library, platform, parent.get()).pull(reference);
      return info(text, library.image(digest, platform));
    } catch (IOException unreachable) {
      if (here.isPresent() && !damaged(unreachable)) {
        return here.get();
      }
      throw unreachable;
    }
  }

  private static boolean damaged(IOException failure) {
    return failure instanceof ContentFailure content && content.why() == ContentFailure.Why.DAMAGED;
  }

  private static DriverFailure failed(String text, String why, Throwable cause) {
    return new DriverFailure("ErrImagePull", "pull of '" + text + "' failed: " + why, cause);
  }

  private static ImageInfo info(String text, Library.Image image) {
    ImageConfig config = image.config();
    return new ImageInfo(
        text,
        image.digest().toString(),
        config.entrypoint(),
        config.command(),
        config.env(),
        config.workingDirectory(),
        config.user(),
        config.stopSignal(),
        config.labels());
  }

  /// What is on the node, for its status.
  public List<Machine.Image> list() {
    var all = new ArrayList<Machine.Image>();
    try {
      for (var tag : library.tags().all().entrySet()) {
        size(tag.getValue())
            .ifPresent(
                bytes -> all.add(new Machine.Image(List.of(tag.getKey().toString()), bytes)));
      }
    } catch (ContentFailure _) {
      return List.of();
    }
    return all;
  }

  private Optional<Long> size(Digest manifest) {
    try {
      long bytes = 0;
      for (var blob : library.image(manifest, platform).manifest().references()) {
        bytes += blob.size();
      }
      return Optional.of(bytes);
    } catch (ContentFailure | ImageRefused _) {
      return Optional.empty();
    }
  }
}
