/// Keeps as many pods as a ReplicaSet says. {@link
/// dev.skerry.control.replicaset.ReplicaSetController} is the way in; {@link
/// dev.skerry.control.replicaset.PodNames} names pods so that the same view gives the same names.
/// Only where pods run: a core's ReplicaSets are history.
@NullMarked
package dev.skerry.control.replicaset;

import org.jspecify.annotations.NullMarked;
