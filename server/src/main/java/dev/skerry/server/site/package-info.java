/// A site as a process: control plane and first node. {@link dev.skerry.server.site.SiteJoin} makes
/// it a child of a core, {@link dev.skerry.server.site.SiteProcess} runs it, with or without its
/// link.
@NullMarked
package dev.skerry.server.site;

import org.jspecify.annotations.NullMarked;
