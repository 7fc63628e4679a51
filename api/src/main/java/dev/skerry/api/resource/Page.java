package dev.skerry.api.resource;

import dev.skerry.control.state.Entry;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.meta.Revision;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A part of a list.
///
/// @param next where the list goes on; empty at its end
/// @param remaining how many follow; empty when not known because of selectors
record Page(List<Entry> entries, Optional<Token> next, Optional<Long> remaining) {
  Page {
    entries = List.copyOf(entries);
  }

  /// Where a list goes on: after this name, in the view of this revision. Opaque to clients.
  record Token(Revision revision, String namespace, String name) {
    String text() {
      Json token =
          Json.object()
              .put("v", "meta.k8s.io/v1")
              .put("rv", revision.value())
              .put("ns", namespace)
              .put("after", name)
              .build();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(JsonText.bytes(token));
    }

    static Optional<Token> parse(String text) {
      try {
        Json token =
            JsonText.parse(Base64.getUrlDecoder().decode(text), JsonLimits.REQUEST).value();
        long revision = token.integer("rv").orElse(-1);
        return revision < 0 || token.string("after").isEmpty()
            ? Optional.empty()
            : Optional.of(new Token(new Revision(revision), token.text("ns"), token.text("after")));
      } catch (JsonRefused | IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }
}
