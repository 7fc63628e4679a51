/// A small client of the API, for the command line and the lab: {@link
/// dev.skerry.server.client.KubeFile} is a kubeconfig that was read, {@link
/// dev.skerry.server.client.ApiClient} asks with JSON, {@link dev.skerry.server.client.Refused} is
/// what a person is told. Not for others: they have kubectl and the client libraries.
@NullMarked
package dev.skerry.server.client;

import org.jspecify.annotations.NullMarked;
