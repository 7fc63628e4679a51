/// `skerry history`: how the history of a control plane stands with those that follow it, and its
/// acceptance. {@link dev.skerry.cli.history.HistoryCommand} asks the API and prints; it decides
/// nothing.
@NullMarked
package dev.skerry.cli.history;

import org.jspecify.annotations.NullMarked;
