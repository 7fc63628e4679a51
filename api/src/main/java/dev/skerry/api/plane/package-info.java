/// What the API needs of the process around it: the control plane ({@link
/// dev.skerry.api.plane.ControlPort}), admission of sites, streams to pods, and the way to a
/// child's own API. Ports only.
@NullMarked
package dev.skerry.api.plane;

import org.jspecify.annotations.NullMarked;
