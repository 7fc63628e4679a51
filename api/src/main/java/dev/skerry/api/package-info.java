/// The Kubernetes profile over HTTP: requests in, commands to the control plane out. {@link
/// dev.skerry.api.Api} answers, {@link dev.skerry.api.http.Front} serves it. Knows nothing of the
/// loop, the links or the node; what it needs of them it names as ports in `api.plane`.
@NullMarked
package dev.skerry.api;

import org.jspecify.annotations.NullMarked;
