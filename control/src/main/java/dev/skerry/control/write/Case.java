package dev.skerry.control.write;

import dev.skerry.control.access.User;
import dev.skerry.control.state.Entry;
import dev.skerry.control.state.View;
import dev.skerry.model.chance.Chance;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Custom;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.meta.ObjectKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// One request with all it is judged by.
record Case(
    View view,
    Kind kind,
    Request request,
    ObjectKey key,
    Optional<Entry> current,
    Instant now,
    Chance chance) {

  Request.Options options() {
    return request.options();
  }

  /// Of the status, or a part of it, and nothing else.
  boolean ofStatus() {
    return request.subresource().equals("status")
        || request.subresource().equals(CertificateRequests.APPROVAL);
  }

  /// A controller of this control plane, or a node that reports.
  boolean bySystem() {
    User user = request.user();
    return user.isController() || user.isIn(User.NODES);
  }

  /// As the kind's version shows it.
  Optional<Obj> live() {
    return current.map(entry -> Custom.shown(kind, entry.json()));
  }

  /// The object that there must be.
  Obj present() throws Rejected {
    return Custom.shown(kind, found().json());
  }

  /// An object as it is kept.
  Obj kept(Obj object) {
    return kind.builtIn() ? object : object.with("apiVersion", kind.storedApiVersion());
  }

  Entry found() throws Rejected {
    if (current.isEmpty()) {
      throw Rejected.because(
          this, Refusal.Reason.NOT_FOUND, kind.resource() + " \"" + key.name() + "\" not found");
    }
    return current.get();
  }

  Case named(String name) {
    ObjectKey named = key.named(name);
    return new Case(view, kind, request, named, view.find(named), now, chance);
  }

  /// As Kubernetes writes times: whole seconds.
  String time() {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
