package dev.skerry.server.plane;

import dev.skerry.control.controller.Controller;
import dev.skerry.control.link.Runs;
import dev.skerry.control.plane.Retention;
import dev.skerry.control.plane.Setup;
import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Rows;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Pipeline;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.server.config.Pulse;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.SqliteStore;
import dev.skerry.sync.feed.Life;
import dev.skerry.sync.frame.Identity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/// A store opened for writing, the view its rows make, and the uid of the control plane it belongs
/// to.
///
/// @param life which run of which copy of the store this is
public record Boot(Store store, Epoch epoch, View view, Uid uid, Life life) {
  /// Setting that holds the control plane's own uid.
  private static final String SELF = "self";

  /// Epoch of an authority until one is ever taken over.
  private static final long FIRST_AUTHORITY = 1;

  /// Opens or makes the store. Seconds for a large one.
  ///
  /// @param uid of a site, given at its join; a store without one draws its own
  public static Boot open(Path path, SiteName name, Optional<Uid> uid, SecureRandom chance)
      throws StoreFailure {
    SqliteStore store = SqliteStore.open(path, () -> hex(chance));
    Epoch epoch = store.begin();
    View view = Loop.load(name, store);
    String known = view.setting(SELF).text("uid");
    Uid own =
        uid.orElseGet(() ->
            known.isEmpty() ? Uid.random(chance.nextLong(), chance.nextLong()) : new Uid(known));
    if (!known.equals(own.value())) {
      var self = new Delta.Setting(SELF, Json.object().put("uid", own.value()).build());
      view =
          written(store, epoch, view, self)
              .orElseThrow(() ->
                  new StoreFailure("the disk of the store has no room; free some and start again"));
    }
    Runs.Begin run = Runs.begin(view, hex(chance));
    Optional<View> noted = written(store, epoch, view, run.note());
    Life life = noted.isPresent() ? run.life() : Runs.unwritten(run.life());
    return new Boot(store, epoch, noted.orElse(view), own, life);
  }

  /// What the loop of this control plane is given at its birth.
  public Setup setup(Pulse pulse, List<Controller> controllers, Pipeline pipeline, Chance chance) {
    return new Setup(
        new Identity(Identity.Kind.SITE, view.self().value(), uid),
        store.incarnation(),
        life,
        FIRST_AUTHORITY,
        pulse.heartbeat(),
        pulse.silence(),
        controllers,
        pipeline,
        chance,
        Retention.STANDARD);
  }

  /// The view after that; empty when the disk has no room for it.
  private static Optional<View> written(Store store, Epoch epoch, View view, Delta delta)
      throws StoreFailure {
    Revision at = view.revision().next();
    Store.Outcome outcome = store.append(epoch, view.revision(), List.of(Rows.change(delta, at)));
    return switch (outcome) {
      case Store.Outcome.Done _ -> Optional.of(view.with(delta, at).view());
      case Store.Outcome.Full _ -> Optional.empty();
      case Store.Outcome.Fenced _ ->
          throw new StoreFailure("another process took the store while this one started");
    };
  }

  private static String hex(SecureRandom chance) {
    return Long.toHexString(chance.nextLong());
  }
}
