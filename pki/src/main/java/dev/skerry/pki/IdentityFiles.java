package dev.skerry.pki;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.Set;

/// Keeps an identity in two files: `<name>.key` (mode 0600) and `<name>.crt`. Each is replaced
/// whole and durably. A renewal that keeps the key replaces only the certificate, so no crash
/// leaves a pair that does not match.
public final class IdentityFiles {
  static final String OWNER_ONLY = "rw-------";
  private static final String READABLE = "rw-r--r--";
  private final Path key;
  private final Path certificates;

  public IdentityFiles(Path directory, String name) {
    this.key = directory.resolve(name + ".key");
    this.certificates = directory.resolve(name + ".crt");
  }

  /// Both files are there.
  public boolean exist() {
    return Files.exists(key) && Files.exists(certificates);
  }

  public void save(Identity identity) throws IOException {
    saveKey(identity.key());
    replace(certificates, Pem.of(identity.chain()), READABLE);
  }

  public void saveKey(PrivateKey made) throws IOException {
    replace(key, Pem.of(made), OWNER_ONLY);
  }

  public Identity load() throws IOException, PkiRefused {
    try {
      return new Identity(
          Pem.key(Files.readString(key)), Pem.certificates(Files.readString(certificates)));
    } catch (NoSuchFileException absent) {
      throw new PkiRefused(
          "there is no " + absent.getFile() + "; restore it from a backup, or join again", absent);
    } catch (PkiRefused broken) {
      throw new PkiRefused(
          key + " or " + certificates + ": " + broken.getMessage() + "; restore both", broken);
    }
  }

  /// Writes a secret or a public text whole, durably, with its mode from the first byte on.
  static void replace(Path file, String text, String mode) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    try (FileChannel out =
        FileChannel.open(
            unfinished,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            permissions)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }
}
