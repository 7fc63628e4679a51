/// What the node agent asks of whatever runs containers. {@link dev.skerry.node.driver.PodDriver}
/// is the port, plans are its arguments, {@link dev.skerry.node.driver.Observation} is what it
/// sees. Plans are complete: a driver never reads an API object.
@NullMarked
package dev.skerry.node.driver;

import org.jspecify.annotations.NullMarked;
