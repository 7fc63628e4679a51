/// From a Pod as users write it to plans that a driver can follow. {@link
/// dev.skerry.node.plan.PodPlans} and {@link dev.skerry.node.plan.ContainerPlans} resolve every
/// reference; {@link dev.skerry.node.plan.FieldCheck} names each field that this node does not act
/// on. Knows nothing of what runs.
@NullMarked
package dev.skerry.node.plan;

import org.jspecify.annotations.NullMarked;
