/// `skerry lab`: a core and sites on one machine, with links that can be made bad. {@link
/// dev.skerry.cli.lab.Lab} knows the processes of one lab, {@link dev.skerry.cli.lab.LabUp} brings
/// it up, {@link dev.skerry.cli.lab.LabCommand} names the subcommands.
@NullMarked
package dev.skerry.cli.lab;

import org.jspecify.annotations.NullMarked;
