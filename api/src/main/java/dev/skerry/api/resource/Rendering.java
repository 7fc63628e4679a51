package dev.skerry.api.resource;

import dev.skerry.api.media.Accept;
import dev.skerry.api.media.Shape;
import dev.skerry.api.status.Refused;
import dev.skerry.api.http.Exchange;
import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import java.io.IOException;
import java.util.List;

/// Answers with objects and lists, in the shape the client asks for.
final class Rendering {
  private final Overlay overlay;

  Rendering(Overlay overlay) {
    this.overlay = overlay;
  }

  /// A list as it is to be shown.
  record Many(Obj metadata, List<JsonBytes> items) {
    Many {
      items = List.copyOf(items);
    }
  }

  Many many(Revision revision, Page page) {
    Obj.Builder metadata = Json.object().put("resourceVersion", revision.toString());
    page.next().ifPresent(token -> metadata.put("continue", token.text()));
    page.remaining().ifPresent(count -> metadata.put("remainingItemCount", count));
    return new Many(metadata.build(), page.entries().stream().map(overlay::shown).toList());
  }

  void one(Ask ask, int status, Entry entry) throws Refused, IOException {
    one(ask, status, overlay.shown(entry));
  }

  void one(Ask ask, int status, JsonBytes object) throws Refused, IOException {
    switch (Accept.of(ask.exchange()).shape()) {
      case Shape.Plain() -> ask.exchange().answer(status, Exchange.JSON, object.toArray());
      default -> ask.exchange().answer(status, Exchange.JSON, object.toArray());
    }
  }

  void list(Ask ask, Many many) throws Refused, IOException {
    switch (Accept.of(ask.exchange()).shape()) {
      case Shape.Plain() -> plain(ask, many);
      default -> plain(ask, many);
    }
  }

  private static void plain(Ask ask, Many many) throws IOException {
    byte[] text = Listing.text(ask.kind(), many.metadata(), many.items());
    ask.exchange().answer(200, Exchange.JSON, text);
  }
}
