/// What the API needs of this process. {@link dev.skerry.server.front.LocalControl} is the loop as
/// the API sees it, {@link dev.skerry.server.front.Admissions} lets sites in, {@link
/// dev.skerry.server.front.ChildGate} asks a child's own API.
@NullMarked
package dev.skerry.server.front;

import org.jspecify.annotations.NullMarked;
