/// Which sites get how much of which workload. {@link
/// dev.skerry.control.placement.PlacementController} carries out Placement objects; {@link
/// dev.skerry.control.placement.SiteFilters} says of each site why not, {@link
/// dev.skerry.control.placement.Split} divides replicas with the least movement. A silent site
/// keeps what it has. The site has the last word on nodes.
@NullMarked
package dev.skerry.control.placement;

import org.jspecify.annotations.NullMarked;
