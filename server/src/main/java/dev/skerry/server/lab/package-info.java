/// The fleet on one machine. {@link dev.skerry.server.lab.LabPlan} decides what a lab is made of,
/// {@link dev.skerry.server.lab.LabUp} brings it up and {@link dev.skerry.server.lab.LabDown}
/// removes it; {@link dev.skerry.server.lab.Lab} is one that was made, {@link
/// dev.skerry.server.lab.PowerCut} what may happen to a site of it.
@NullMarked
package dev.skerry.server.lab;

import org.jspecify.annotations.NullMarked;
