/// Deployments as Kubernetes runs them: one ReplicaSet per template, rolled over within `maxSurge`
/// and `maxUnavailable`. {@link dev.skerry.control.deployment.DeploymentController} is the way in.
/// At a core the ReplicaSets are only the history of templates, since sites run the pods. Knows no
/// pods but through their ReplicaSets.
@NullMarked
package dev.skerry.control.deployment;

import org.jspecify.annotations.NullMarked;
