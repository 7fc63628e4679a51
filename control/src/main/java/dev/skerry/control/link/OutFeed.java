package dev.skerry.control.link;

import dev.skerry.control.state.Feed;
import dev.skerry.control.state.Membership;
import dev.skerry.control.state.Stored;
import dev.skerry.control.state.View;
import dev.skerry.control.workload.Sites;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.FeedSource;
import dev.skerry.sync.feed.Life;
import java.util.ArrayList;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// What one subscriber gets from the durable view.
final class OutFeed implements FeedSource {
  /// Setting that says how far this subscriber's confirmed tombstones are forgotten.
  static final String FLOOR = "floor/";

  private final String incarnation;
  private final Life life;
  private final String subscriber;
  private final Supplier<View> durable;

  OutFeed(String incarnation, Life life, String subscriber, Supplier<View> durable) {
    this.incarnation = incarnation;
    this.life = life;
    this.subscriber = subscriber;
    this.durable = durable;
  }

  @Override
  public String incarnation() {
    return incarnation;
  }

  @Override
  public Life life() {
    return life;
  }

  @Override
  public Revision head() {
    return durable.get().revision();
  }

  @Override
  public Revision floor() {
    return new Revision(durable.get().setting(FLOOR + subscriber).integer("position").orElse(0));
  }

  @Override
  public boolean historyComplete() {
    return durable
        .get()
        .setting(Sites.HISTORY_COMPLETE + subscriber)
        .text("incarnation")
        .equals(incarnation);
  }

  @Override
  public Slice after(Revision position, int maxItems, int maxBytes) {
    View view = durable.get();
    Feed feed = view.feed(subscriber);
    var items = new ArrayList<FeedItem>();
    int bytes = 0;
    for (Map.Entry<Revision, PartKey> next : feed.order().tailMap(position, false).entrySet()) {
      Optional<FeedItem> item = item(view, feed, next.getValue());
      if (item.isEmpty()) {
        continue;
      }
      bytes += item.get().record().bytes().size();
      if (!items.isEmpty() && (items.size() >= maxItems || bytes > maxBytes)) {
        return new Slice(items, items.getLast().position());
      }
      items.add(item.get());
    }
    return new Slice(items, view.revision().isAfter(position) ? view.revision() : position);
  }

  private static Optional<FeedItem> item(View view, Feed feed, PartKey key) {
    Membership membership = feed.find(key).orElseThrow();
    return view.part(key)
        .map(Stored::record)
        .map(record ->
            membership.in()
                ? record
                : new PartRecord(
                    key,
                    record.version(),
                    record.object(),
                    record.authority(),
                    new Body.Gone(membership.cause())))
        .map(record -> new FeedItem(membership.at(), record));
  }

  @Override
  public NavigableMap<PartKey, Version> members() {
    View view = durable.get();
    var members = new TreeMap<PartKey, Version>();
    view.feed(subscriber)
        .members()
        .forEach((key, membership) ->
            view.part(key)
                .map(Stored::record)
                .filter(record -> membership.in() && !record.gone())
                .ifPresent(record -> members.put(key, record.version())));
    return members;
  }

  @Override
  public Optional<PartRecord> part(PartKey key) {
    View view = durable.get();
    return view.feed(subscriber)
        .find(key)
        .filter(Membership::in)
        .flatMap(_ -> view.part(key))
        .map(Stored::record);
  }
}
