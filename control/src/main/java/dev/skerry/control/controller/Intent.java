package dev.skerry.control.controller;

import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartKey;
import java.util.List;
import java.util.Optional;

/// One thing a controller wants. Intents on objects go through the write pipeline as the
/// controller's user and field manager; intents on parts, feeds and settings are this control
/// plane's own book-keeping and go straight to the log.
///
/// An intent that no longer fits (the object changed or is gone) or that the pipeline refuses is
/// dropped and the key is looked at again.
public sealed interface Intent {
  /// Server-side apply of the controller's fields, with force. Creates the object if it is missing
  /// and `create` is set; does nothing if nothing would change.
  ///
  /// @param subresource empty or `status`
  /// @param fields with apiVersion, kind and metadata.name
  record Apply(ObjectKey key, Obj fields, String subresource, boolean create) implements Intent {}

  /// Creates a whole object; dropped when the name is taken.
  record Create(ObjectKey key, Obj object) implements Intent {}

  /// Creates objects for an owner, of which there is an Event for each. When the first is refused
  /// nothing of all this is done but that an Event says so; a later one that is refused ends it.
  ///
  /// @param before fields of the owner, which it has before the first object is there
  /// @param all at least one
  record CreateOwned(ObjectKey owner, Uid uid, Obj before, List<Create> all) implements Intent {
    public CreateOwned {
      all = List.copyOf(all);
    }
  }

  /// @param uid only this one, not a successor of the same name
  /// @param graceSeconds negative for the kind's own default
  record Delete(ObjectKey key, Uid uid, long graceSeconds, Propagation propagation)
      implements Intent {}

  enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  /// Removes one finalizer, from the metadata or from the spec of a namespace.
  record Finalized(ObjectKey key, Uid uid, String finalizer) implements Intent {}

  /// Removes one entry of `ownerReferences`: the owner is gone, or its dependents were orphaned.
  record Disowned(ObjectKey key, Uid uid, Uid owner) implements Intent {}

  /// Writes a part of which this control plane is the authority (SHARE of a child, OVERRIDE or
  /// STATUS of its own); no body makes it gone. Dropped when the part already says so.
  record WritePart(PartKey part, ObjectKey object, Optional<Obj> body, String cause)
      implements Intent {}

  /// A part enters or leaves a subscriber's feed.
  record Subscribe(String subscriber, PartKey part, boolean in, String cause) implements Intent {}

  /// Sets a document of the control plane; the empty object removes it.
  record Set(String name, Obj value) implements Intent {}

  /// Something people should know: becomes an Event, counted and merged with its like.
  ///
  /// @param type `Normal` or `Warning`
  /// @param reason CamelCase
  record Note(ObjectKey about, Uid uid, String type, String reason, String message)
      implements Intent {}
}
