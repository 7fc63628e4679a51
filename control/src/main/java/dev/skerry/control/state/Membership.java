package dev.skerry.control.state;

import dev.skerry.model.meta.Revision;

/// A part in a subscriber's feed.
///
/// @param at position in the feed: when the part last changed, entered or left
/// @param in false once it left; kept until the subscriber has confirmed that
/// @param cause why it left; empty while in
public record Membership(Revision at, boolean in, String cause) {}
