package dev.skerry.server.plane;

import dev.skerry.control.state.Delta;
import dev.skerry.control.state.Rows;
import dev.skerry.control.state.View;
import dev.skerry.model.json.Json;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.store.Epoch;
import dev.skerry.store.Store;
import dev.skerry.store.StoreFailure;
import dev.skerry.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// A store opened for writing, the view its rows make, and the uid of the control plane it belongs
/// to.
public record Boot(Store store, Epoch epoch, View view, Uid uid) {
  /// Setting that holds the control plane's own uid.
  private static final String SELF = "self";

  /// Opens or makes the store. Seconds for a large one.
  ///
  /// @param uid of a site, given at its join; a store without one draws its own
  public static Boot open(
      Path path, SiteName name, java.util.Optional<Uid> uid, SecureRandom chance)
      throws StoreFailure {
    SqliteStore store = SqliteStore.open(path, () -> hex(chance));
    Epoch epoch = store.begin();
    View view = Loop.load(name, store);
    String known = view.setting(SELF).text("uid");
    Uid own =
        uid.orElseGet(() ->
            known.isEmpty() ? Uid.random(chance.nextLong(), chance.nextLong()) : new Uid(known));
    if (!known.equals(own.value())) {
      view = remember(store, epoch, view, own);
    }
    return new Boot(store, epoch, view, own);
  }

  private static View remember(Store store, Epoch epoch, View view, Uid own) throws StoreFailure {
    var delta = new Delta.Setting(SELF, Json.object().put("uid", own.value()).build());
    Revision at = view.revision().next();
    Store.Outcome outcome = store.append(epoch, view.revision(), List.of(Rows.change(delta, at)));
    return switch (outcome) {
      case Store.Outcome.Done _ -> view.with(delta, at).view();
      case Store.Outcome.Full _ ->
          throw new StoreFailure("the disk of the store has no room; free some and start again");
      case Store.Outcome.Fenced _ ->
          throw new StoreFailure("another process took the store while this one started");
    };
  }

  private static String hex(SecureRandom chance) {
    return Long.toHexString(chance.nextLong());
  }
}
