package dev.skerry.drivers.process;

import dev.skerry.drivers.disk.Disk;
import dev.skerry.drivers.pod.DriverRoot;
import dev.skerry.model.meta.Uid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.SortedSet;

/// Pod addresses on the loopback network, from 127.64.0.0/10. Each driver root claims one block of
/// 254 by a file in a directory that all drivers of the machine share; a claim whose root is gone
/// is taken over. The same root gets the same block as long as it is not taken, the same pod the
/// same address as long as it is free. Callers hold one lock for choosing and recording.
final class Addresses {
  private static final int FIRST_SECOND_OCTET = 64;
  private static final int BLOCKS = 64 * 256;
  private static final int PODS = 254;

  private final DriverRoot root;
  private final Path claims;

  Addresses(DriverRoot root, Path claims) {
    this.root = root;
    this.claims = claims;
  }

  /// @param taken addresses of the other pods here
  String choose(Uid pod, SortedSet<String> taken) throws IOException {
    String block = block();
    int first = Math.floorMod(pod.hashCode(), PODS);
    for (int i = 0; i < PODS; i++) {
      String address = block + "." + (1 + (first + i) % PODS);
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw new IOException("all " + PODS + " pod addresses of " + block + ".0/24 are in use");
  }

  /// Gives the block back.
  static void release(DriverRoot root) throws IOException {
    Path mine = root.directory().resolve("addresses");
    Optional<String> claim = Disk.text(mine);
    if (claim.isPresent()) {
      Path file = Path.of(claim.get().strip());
      if (owner(file).equals(root.directory().toString())) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(mine);
    }
  }

  private String block() throws IOException {
    Path mine = root.directory().resolve("addresses");
    Optional<String> before = Disk.text(mine);
    if (before.isPresent()) {
      Path file = Path.of(before.get().strip());
      if (owner(file).equals(root.directory().toString()) || claim(file)) {
        return name(file);
      }
    }
    shareable(claims);
    int first = Integer.parseUnsignedInt(root.mark(), 16);
    for (int i = 0; i < BLOCKS; i++) {
      int block = Math.floorMod(first + i, BLOCKS);
      Path file = claims.resolve("127." + (FIRST_SECOND_OCTET + block / 256) + "." + block % 256);
      if (claim(file)) {
        Disk.write(mine, file.toString().getBytes(StandardCharsets.UTF_8));
        return name(file);
      }
    }
    throw new IOException("no free address block in 127.64.0.0/10; see " + claims);
  }

  private boolean claim(Path file) throws IOException {
    shareable(claims);
    String owner = owner(file);
    if (!owner.isEmpty() && !Files.isDirectory(Path.of(owner))) {
      Files.deleteIfExists(file);
    }
    try {
      Files.writeString(Files.createFile(file), root.directory().toString());
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  /// Every user of the machine may claim, none may take away another's claim.
  private static void shareable(Path claims) throws IOException {
    if (!Files.isDirectory(claims)) {
      Files.createDirectories(claims);
      Files.setPosixFilePermissions(claims, PosixFilePermissions.fromString("rwxrwxrwx"));
      Files.setAttribute(claims, "unix:mode", 0_1777);
    }
  }

  private static String owner(Path file) throws IOException {
    return Disk.text(file).map(String::strip).orElse("");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
