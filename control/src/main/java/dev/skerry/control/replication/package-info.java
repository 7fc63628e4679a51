/// Who gets which parts. {@link dev.skerry.control.replication.DownController} gives each site the
/// namespaces of what is placed there, {@link dev.skerry.control.replication.NodeController} gives
/// each node its pods, {@link dev.skerry.control.replication.UpController} tells the parent what
/// this site observed. They only change memberships of feeds; sending is the plane's.
@NullMarked
package dev.skerry.control.replication;

import org.jspecify.annotations.NullMarked;
