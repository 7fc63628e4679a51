/// `skerry lab`: a core and sites on one machine, with links that can be made bad. {@link
/// dev.skerry.cli.lab.LabCommand} names the subcommands; what they do is in `server.lab`.
@NullMarked
package dev.skerry.cli.lab;

import org.jspecify.annotations.NullMarked;
