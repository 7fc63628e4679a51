package dev.skerry.drivers.image;

import dev.skerry.drivers.command.Command;
import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.disk.RootedPath;
import dev.skerry.drivers.image.LayerSource.Layer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// Unpacked layers under one directory, each made beside its place, synced, and renamed into it:
/// what is there is whole, also after a power cut. A layer directory is named by the digests of the
/// layer and all below it, since what it deletes depends on them.
public final class UnpackedLayers implements Unpacked {
  /// Hexadecimal digits of a directory's name: 80 bits tell layers of one machine apart, and 128 of
  /// them still fit the 4,096 bytes of overlayfs options.
  private static final int NAME_DIGITS = 20;

  /// As many as overlayfs options hold.
  private static final int MAX_LAYERS = 128;

  /// Longer than it takes from the files to a container that runs from them.
  private static final Duration SPARED = Duration.ofHours(1);

  private static final System.Logger LOG = System.getLogger(UnpackedLayers.class.getName());

  private final LayerSource source;
  private final Path directory;
  private final LongSupplier nanos;
  private final SortedMap<String, Long> handedOut = new TreeMap<>();

  /// @param directory must not hold `:` or `,`, which overlayfs options cannot carry
  public UnpackedLayers(LayerSource source, Path directory) throws IOException {
    this(source, directory, System::nanoTime);
  }

  UnpackedLayers(LayerSource source, Path directory, LongSupplier nanos) throws IOException {
    this.source = source;
    this.nanos = nanos;
    this.directory = Files.createDirectories(directory).toRealPath();
    for (Path left : Disk.list(this.directory)) {
      if (left.toString().endsWith(".part")) {
        Disk.delete(left);
      }
    }
  }

  @Override
  public synchronized List<Path> layers(String imageDigest) throws IOException {
    var below = new ArrayList<Path>();
    String chain = "";
    for (Layer layer : bounded(source.layers(imageDigest))) {
      chain = name("overlay " + chain + " " + layer.digest());
      Path place = directory.resolve(chain);
      if (!Files.isDirectory(place)) {
        make(place, part -> overlay(layer, part, below));
      }
      handedOut.put(chain, nanos.getAsLong());
      below.add(place);
    }
    return List.copyOf(below);
  }

  @Override
  public synchronized Path flat(String imageDigest) throws IOException {
    List<Layer> layers = bounded(source.layers(imageDigest));
    String name = name("flat " + layers);
    handedOut.put(name, nanos.getAsLong());
    Path place = directory.resolve(name);
    if (!Files.isDirectory(place)) {
      make(
          place,
          part -> {
            for (Layer layer : layers) {
              flatten(layer, part);
            }
          });
    }
    return place;
  }

  private interface Making {
    void into(Path part) throws IOException;
  }

  /// Whole or not at all; what fails leaves nothing.
  private static void make(Path place, Making making) throws IOException {
    Path part = place.resolveSibling(place.getFileName() + ".part");
    Disk.delete(part);
    Files.createDirectory(part);
    boolean made = false;
    try {
      making.into(part);
      Command.of("sync", "-f", part.toString()).must();
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      made = true;
    } finally {
      if (!made) {
        Disk.delete(part);
      }
    }
  }

  private void overlay(Layer layer, Path part, List<Path> below) throws IOException {
    var files = new LayerFiles(part, true);
    try (var blob = source.open(layer)) {
      files.unpack(blob);
    }
    var hidden = new TreeSet<>(files.deleted());
    for (String parent : files.opaque()) {
      for (Path lower : below) {
        for (Path child : Disk.list(RootedPath.parentResolved(lower, parent))) {
          hidden.add(parent + child.getFileName());
        }
      }
    }
    for (String name : hidden) {
      Path mark = RootedPath.parentResolved(part, name);
      if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(mark.getParent() == null ? part : mark.getParent());
        // A character device 0:0 is how overlayfs marks a deletion (kernel, overlayfs.rst).
        Command.of("mknod", mark.toString(), "c", "0", "0").must();
      }
    }
  }

  /// What a layer deletes is what lies below it, so deletions come before any of its files.
  private void flatten(Layer layer, Path part) throws IOException {
    var deletions = new LayerFiles(part, false);
    try (var blob = source.open(layer)) {
      deletions.scan(blob);
    }
    for (String name : deletions.deleted()) {
      Disk.delete(RootedPath.parentResolved(part, name));
    }
    for (String parent : deletions.opaque()) {
      for (Path child : Disk.list(RootedPath.parentResolved(part, parent))) {
        Disk.delete(child);
      }
    }
    try (var blob = source.open(layer)) {
      new LayerFiles(part, false).unpack(blob);
    }
  }

  private static List<Layer> bounded(List<Layer> layers) throws IOException {
    if (layers.size() > MAX_LAYERS) {
      throw new IOException(
          "the image has " + layers.size() + " layers, the limit is " + MAX_LAYERS);
    }
    return layers;
  }

  private static String name(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, NAME_DIGITS);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every JDK has SHA-256", missing);
    }
  }

  /// Removes what no image of these needs any more. What was handed out of late stays as well:
  /// somebody may be about to run it.
  ///
  /// @param inUse images that something runs from; fails and removes nothing when one of them
  ///   cannot be read
  /// @param kept others that are here; one that cannot be read counts as not here
  /// @return how many directories were removed
  public synchronized int retain(Collection<String> inUse, Collection<String> kept)
      throws IOException {
    var wanted = new TreeSet<String>();
    for (String image : inUse) {
      wanted.addAll(names(source.layers(image)));
    }
    for (String image : kept) {
      try {
        wanted.addAll(names(source.layers(image)));
      } catch (IOException unreadable) {
        LOG.log(System.Logger.Level.DEBUG, "its layers are unpacked again when needed", unreadable);
      }
    }
    handedOut.values().removeIf(at -> nanos.getAsLong() - at > SPARED.toNanos());
    int removed = 0;
    for (Path there : Disk.list(directory)) {
      String name = String.valueOf(there.getFileName());
      if (!wanted.contains(name) && !handedOut.containsKey(name)) {
        Disk.delete(there);
        removed++;
      }
    }
    return removed;
  }

  private static List<String> names(List<Layer> layers) {
    var names = new ArrayList<String>();
    names.add(name("flat " + layers));
    String chain = "";
    for (Layer layer : layers) {
      chain = name("overlay " + chain + " " + layer.digest());
      names.add(chain);
    }
    return names;
  }
}
