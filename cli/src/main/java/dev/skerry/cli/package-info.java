/// The `skerry` command. {@link dev.skerry.cli.Main} wires it by hand; one class a subcommand.
/// Answers go to standard output, everything else to standard error.
@NullMarked
package dev.skerry.cli;

import org.jspecify.annotations.NullMarked;
