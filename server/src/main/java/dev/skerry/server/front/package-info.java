/// A control plane behind its API. {@link dev.skerry.server.front.ControlPlane} is what a core and
/// a site have in common, {@link dev.skerry.server.front.LocalControl} is the loop as the API sees
/// it, {@link dev.skerry.server.front.Admissions} lets sites in, {@link
/// dev.skerry.server.front.ChildGate} asks a child's own API.
@NullMarked
package dev.skerry.server.front;

import org.jspecify.annotations.NullMarked;
