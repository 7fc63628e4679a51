package dev.skerry.cli.image;

import dev.skerry.cli.console.Console;
import dev.skerry.content.ContentFailure;
import dev.skerry.content.Digest;
import dev.skerry.content.Upload;
import dev.skerry.content.file.FileContents;
import dev.skerry.content.file.FileTags;
import dev.skerry.content.image.ImageRefused;
import dev.skerry.content.image.Library;
import dev.skerry.content.image.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Libraries of images in directories, and copies between them.
public final class Images {
  private Images() {}

  /// The images of this user, kept between labs.
  public static Library own(Console console) throws ContentFailure {
    return at(directory(console));
  }

  public static Path directory(Console console) {
    return console.home().resolve("images");
  }

  /// A library in the content directory of a control plane that does not run.
  public static Library at(Path directory) throws ContentFailure {
    return new Library(FileContents.at(directory, InstantSource.system()), FileTags.at(directory));
  }

  /// Copies what is missing; the name appears when all of it is there.
  public static void copy(Library from, Library to, Reference name)
      throws ImageRefused, IOException {
    Digest manifest =
        from.resolve(name)
            .orElseThrow(
                () -> new ImageRefused(ImageRefused.Why.BLOB_UNKNOWN, "there is no image " + name));
    for (List<Digest> lacks = to.missing(manifest); !lacks.isEmpty(); ) {
      for (Digest digest : lacks) {
        blob(from, to, digest);
      }
      lacks = to.missing(manifest);
    }
    to.tag(name, manifest);
  }

  private static void blob(Library from, Library to, Digest digest) throws IOException {
    try (Upload upload = to.contents().upload("copy-" + digest.hex());
        InputStream bytes = from.contents().open(digest, upload.offset())) {
      upload.append(upload.offset(), bytes);
      upload.commit(digest);
    }
  }
}
