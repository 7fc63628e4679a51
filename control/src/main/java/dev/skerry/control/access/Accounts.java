package dev.skerry.control.access;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.KindNames;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import java.util.Optional;

/// Whether what a service account's token speaks of is still there. A token ends with its account,
/// and with the object that it is bound to; a successor of the same name does not count.
public final class Accounts {
  private Accounts() {}

  /// @param bound what the token is bound to, with the uid it had
  public record Claim(String namespace, String name, Uid uid, Optional<Bound> bound) {}

  /// An object in the namespace of the account, or a node.
  public record Bound(String kind, String name, Uid uid) {}

  public static Optional<User> user(View view, Claim claim) {
    boolean there =
        is(view, key(claim.namespace(), claim.name()), claim.uid())
            && claim.bound().filter(bound -> !is(view, key(claim, bound), bound.uid())).isEmpty();
    return there
        ? Optional.of(User.serviceAccount(claim.namespace(), claim.name()))
        : Optional.empty();
  }

  public static ObjectKey key(String namespace, String name) {
    return ObjectKey.of(KindNames.SERVICE_ACCOUNT, namespace, name);
  }

  private static ObjectKey key(Claim claim, Bound bound) {
    boolean node = bound.kind().equals(KindNames.NODE.kind());
    return ObjectKey.of(GroupKind.core(bound.kind()), node ? "" : claim.namespace(), bound.name());
  }

  private static boolean is(View view, ObjectKey key, Uid uid) {
    return view.find(key).map(Entry::uid).filter(uid::equals).isPresent();
  }
}
