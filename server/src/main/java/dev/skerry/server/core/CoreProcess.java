package dev.skerry.server.core;

import dev.skerry.api.http.Front;
import dev.skerry.content.registry.Upstream;
import dev.skerry.control.role.Controllers;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.enrol.Renewal;
import dev.skerry.server.front.ChildGate;
import dev.skerry.server.front.ControlPlane;
import dev.skerry.server.keys.Vault;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A core: a control plane and the links of its children.
public final class CoreProcess {
  private final ControlPlane plane;
  private final Front front;
  private final Renewal renewal;

  private CoreProcess(ControlPlane plane, Front front, Renewal renewal) {
    this.plane = plane;
    this.front = front;
    this.renewal = renewal;
  }

  /// Starts and serves; the caller keeps the process alive.
  ///
  /// @param died called when the loop ends by itself
  public static CoreProcess start(DataDir data, CoreConfig config, String version, Runnable died)
      throws IOException, PkiRefused, StoreFailure {
    return start(data, config, version, died, new Vault(data));
  }

  static CoreProcess start(
      DataDir data, CoreConfig config, String version, Runnable died, Vault vault)
      throws IOException, PkiRefused, StoreFailure {
    var role = new ControlPlane.Role(Optional.empty(), Controllers.core(), JoinToken.Kind.SITE);
    ControlPlane plane = ControlPlane.open(data, vault, config.plane(), role, died);
    ControlPlane.Shared shared = plane.shared();
    shared.board().connect(plane.inbound().desk());
    Front front =
        plane.front(
            version,
            new ControlPlane.Extras(
                Optional.of(new ChildGate(shared.loop(), plane.inbound().broker())),
                Optional.empty(),
                Upstream.NONE));
    plane.start(front);
    return new CoreProcess(plane, front, new Renewal(List.of(plane.renewal())).start());
  }

  /// Renews the certificate it serves with, when that is due.
  Renewal.Chore renewal() {
    return plane.renewal();
  }

  public int port() {
    return front.port();
  }

  /// Streams to children that are open.
  public int streams() {
    return plane.inbound().broker().openNow();
  }

  public void stop() throws InterruptedException {
    renewal.close();
    plane.stop(front);
  }
}
