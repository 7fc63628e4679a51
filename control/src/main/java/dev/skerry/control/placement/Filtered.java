package dev.skerry.control.placement;

import dev.skerry.model.meta.SiteName;

/// Why a site did not get a share.
///
/// @param reason one word for programs
/// @param sentence for people, naming numbers
public record Filtered(SiteName site, String reason, String sentence) {}
