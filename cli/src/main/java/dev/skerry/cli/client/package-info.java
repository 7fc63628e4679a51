/// A small client of the API, for the command line: {@link dev.skerry.cli.client.KubeFile} is a
/// kubeconfig that was read, {@link dev.skerry.cli.client.ApiClient} asks with JSON. Not for
/// others: they have kubectl and the client libraries.
@NullMarked
package dev.skerry.cli.client;

import org.jspecify.annotations.NullMarked;
