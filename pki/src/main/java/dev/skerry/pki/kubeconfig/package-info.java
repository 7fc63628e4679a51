/// Writes kubeconfig files: {@link dev.skerry.pki.kubeconfig.KubeConfig} is one cluster, one user
/// and one context as text. Touches no file.
@NullMarked
package dev.skerry.pki.kubeconfig;

import org.jspecify.annotations.NullMarked;
