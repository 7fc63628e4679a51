/// Copies images from another registry of the fleet: a site from its parent, a node from its site.
/// {@link dev.skerry.content.pull.Puller} is the logic, {@link dev.skerry.content.pull.Fetcher} its
/// only way out. Asks for nothing that is here already.
@NullMarked
package dev.skerry.content.pull;

import org.jspecify.annotations.NullMarked;
