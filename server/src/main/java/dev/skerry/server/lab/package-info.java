/// The fleet on one machine: what a lab is made of. {@link dev.skerry.server.lab.LabDir} is its
/// directory, {@link dev.skerry.server.lab.Daemon} one of its processes, {@link
/// dev.skerry.server.lab.RelayControl} its links, {@link dev.skerry.server.lab.Doors} the way in
/// from outside. Knows no API; who drives it is the command line.
@NullMarked
package dev.skerry.server.lab;

import org.jspecify.annotations.NullMarked;
