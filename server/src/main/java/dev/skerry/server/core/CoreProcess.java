package dev.skerry.server.core;

import dev.skerry.api.http.Front;
import dev.skerry.content.registry.Upstream;
import dev.skerry.control.role.Controllers;
import dev.skerry.pki.JoinToken;
import dev.skerry.pki.Pem;
import dev.skerry.pki.PkiRefused;
import dev.skerry.server.chore.Chores;
import dev.skerry.server.config.CoreConfig;
import dev.skerry.server.config.DataDir;
import dev.skerry.server.enrol.Renewal;
import dev.skerry.server.front.ChildGate;
import dev.skerry.server.front.ControlPlane;
import dev.skerry.server.image.ImageChores;
import dev.skerry.server.keys.Vault;
import dev.skerry.store.StoreFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A core: a control plane and the links of its children.
public final class CoreProcess {
  private final ControlPlane plane;
  private final Front front;
  private final Chores chores;

  private CoreProcess(ControlPlane plane, Front front, Chores chores) {
    this.plane = plane;
    this.front = front;
    this.chores = chores;
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
    var role =
        new ControlPlane.Role(
            Optional.empty(),
            Controllers.with(Controllers.core(), Pem.of(vault.ca())),
            JoinToken.Kind.SITE);
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
    var place = new ImageChores.Place(shared.library(), data.root());
    var chores = new ArrayList<Chores.Chore>();
    chores.add(new Renewal(List.of(plane.renewal())));
    chores.addAll(ImageChores.atCore(place, () -> shared.loop().published().view()));
    return new CoreProcess(plane, front, Chores.start(chores));
  }

  /// Renews the certificate it serves with, when that is due.
  Renewal.Certificate renewal() {
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
    chores.close();
    plane.stop(front);
  }
}
