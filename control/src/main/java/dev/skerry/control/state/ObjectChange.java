package dev.skerry.control.state;

import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import java.util.Optional;

/// One object became another: what watchers see. At least one side is present. A deletion has the
/// revision of the deletion, which is later than that of `before`.
public record ObjectChange(
    ObjectKey key, Revision revision, Optional<Entry> before, Optional<Entry> after) {}
