package dev.skerry.control.state;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import java.util.Optional;
import java.util.SortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// All feeds of a control plane, and for each part who gets it. A part's position in a feed is the
/// later of its membership's revision and its own, so it follows from the rows alone.
record Feeds(TreePMap<String, Feed> bySubscriber, TreePMap<PartKey, TreePSet<String>> byPart) {
  static final Feeds EMPTY = new Feeds(TreePMap.empty(), TreePMap.empty());

  Feed feed(String subscriber) {
    return bySubscriber.getOrDefault(subscriber, Feed.EMPTY);
  }

  SortedSet<String> subscribers() {
    return bySubscriber.keySet();
  }

  TreePSet<String> subscribers(PartKey key) {
    return byPart.getOrDefault(key, TreePSet.empty());
  }

  Feeds with(Delta.Member member, Revision at, Optional<Stored> part) {
    Revision position = part.filter(p -> p.at().isAfter(at)).map(Stored::at).orElse(at);
    var membership = new Membership(position, member.in(), member.cause());
    Feed changed = feed(member.subscriber()).with(member.key(), membership);
    return new Feeds(
        bySubscriber.plus(member.subscriber(), changed),
        byPart.plus(member.key(), subscribers(member.key()).plus(member.subscriber())));
  }

  Feeds without(String subscriber, PartKey key) {
    Feed changed = feed(subscriber).without(key);
    TreePSet<String> left = subscribers(key).minus(subscriber);
    return new Feeds(
        changed.members().isEmpty()
            ? bySubscriber.minus(subscriber)
            : bySubscriber.plus(subscriber, changed),
        left.isEmpty() ? byPart.minus(key) : byPart.plus(key, left));
  }

  /// The part changed at `at`: it moves there in every feed that has it.
  Feeds moved(PartKey key, Revision at) {
    Feeds moved = this;
    for (String subscriber : subscribers(key)) {
      Membership old = feed(subscriber).find(key).orElseThrow();
      if (at.isAfter(old.at())) {
        Feed changed = feed(subscriber).with(key, new Membership(at, old.in(), old.cause()));
        moved = new Feeds(moved.bySubscriber().plus(subscriber, changed), byPart);
      }
    }
    return moved;
  }
}
