/// The log under decisions that are not durable yet: {@link dev.skerry.control.log.Ledger} fills
/// one batch while the one before it is written. Commits and intents are put into it here; who
/// wants them, and whoever is at the other end of a link, is not known here.
@NullMarked
package dev.skerry.control.log;

import org.jspecify.annotations.NullMarked;
