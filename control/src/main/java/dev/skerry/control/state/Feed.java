package dev.skerry.control.state;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import java.util.Optional;
import org.pcollections.TreePMap;

/// What one subscriber gets, by part and by position. Compacted by key: a part is in it once, at
/// its newest position.
public record Feed(TreePMap<PartKey, Membership> members, TreePMap<Revision, PartKey> order) {
  static final Feed EMPTY = new Feed(TreePMap.empty(), TreePMap.empty());

  Feed with(PartKey key, Membership membership) {
    return new Feed(
        members.plus(key, membership), withoutOrder(key).order().plus(membership.at(), key));
  }

  Feed without(PartKey key) {
    return new Feed(members.minus(key), withoutOrder(key).order());
  }

  private Feed withoutOrder(PartKey key) {
    return find(key).map(old -> new Feed(members, order.minus(old.at()))).orElse(this);
  }

  public Optional<Membership> find(PartKey key) {
    return Optional.ofNullable(members.get(key));
  }
}
