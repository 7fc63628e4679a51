package dev.skerry.api.resource;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.path.ResourcePath;
import dev.skerry.api.status.Refused;
import dev.skerry.control.access.User;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.ObjectKey;
import java.util.List;

/// One request about a resource.
record Ask(Exchange exchange, User user, ResourcePath path) {
  Kind kind() {
    return path.kind();
  }

  ObjectKey key() {
    return ObjectKey.of(kind().groupKind(), path.namespace(), path.name());
  }

  Refused refused(Refusal.Reason reason, String message) {
    return new Refused(new Refusal(reason, message, kind().groupKind(), path.name(), List.of()));
  }

  Refused notFound() {
    return refused(
        Refusal.Reason.NOT_FOUND, kind().resource() + " \"" + path.name() + "\" not found");
  }
}
