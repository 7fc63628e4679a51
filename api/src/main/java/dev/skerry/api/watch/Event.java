package dev.skerry.api.watch;

import dev.skerry.control.state.Entry;
import dev.skerry.control.state.ObjectChange;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One change with the texts that watchers get. An object's text was made once, when it was stored;
/// only a deletion needs another, which carries the deletion's revision, and that is made once too.
public final class Event {
  private final ObjectChange change;
  private volatile @Nullable JsonBytes last;

  Event(ObjectChange change) {
    this.change = change;
  }

  public ObjectChange change() {
    return change;
  }

  public Optional<Entry> before() {
    return change.before();
  }

  public Optional<Entry> after() {
    return change.after();
  }

  /// Bytes kept for this event beyond what the view holds anyway; roughly.
  int size() {
    return before().map(entry -> entry.text().size()).orElse(0)
        + after().map(entry -> entry.text().size()).orElse(0);
  }

  /// The object as it last was, at the revision of this change.
  public JsonBytes gone() {
    JsonBytes text = last;
    if (text == null) {
      Json revision = Json.of(change.revision().toString());
      Entry entry = before().orElseThrow();
      text = JsonBytes.of(entry.json().withAt(revision, "metadata", "resourceVersion"));
      last = text;
    }
    return text;
  }
}
