package dev.skerry.control.state;

import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartRecord;

/// A part as this store has it, and the revision at which it got that version.
public record Stored(PartRecord record, Revision at) {}
