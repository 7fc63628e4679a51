package dev.skerry.server.keys;

import dev.skerry.pki.Identity;
import dev.skerry.pki.IdentityFiles;
import java.io.IOException;
import java.util.function.Supplier;

/// An identity that may be renewed while it is shown: TLS asks for it at each handshake. Any
/// thread.
public final class Shown implements Supplier<Identity> {
  private final IdentityFiles files;
  private volatile Identity now;

  Shown(IdentityFiles files, Identity now) {
    this.files = files;
    this.now = now;
  }

  @Override
  public Identity get() {
    return now;
  }

  /// Durable first.
  public void renewed(Identity next) throws IOException {
    files.save(next);
    now = next;
  }
}
