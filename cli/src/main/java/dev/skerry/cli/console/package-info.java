/// What every command speaks through: {@link dev.skerry.cli.console.Console} keeps answers and
/// progress apart, {@link dev.skerry.cli.console.Parse} reads what was typed.
@NullMarked
package dev.skerry.cli.console;

import org.jspecify.annotations.NullMarked;
