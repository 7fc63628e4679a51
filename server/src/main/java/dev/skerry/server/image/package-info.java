/// Images outside of the decisions about them. {@link dev.skerry.server.image.SiteImages} finds
/// those a node's agent asks for, in the local library or at a registry of the fleet; {@link
/// dev.skerry.server.image.OwnImages} are a person's, {@link dev.skerry.server.image.CoreImages} a
/// core's over its API. Unpacking is the drivers' business.
@NullMarked
package dev.skerry.server.image;

import org.jspecify.annotations.NullMarked;
