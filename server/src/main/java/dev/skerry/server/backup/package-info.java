/// A control plane in one file, and a data directory made of such a file. {@link
/// dev.skerry.server.backup.Backup} reads beside the process that runs; {@link
/// dev.skerry.server.backup.Restoration} makes what it read a history of its own. Must not know
/// what rows mean.
@NullMarked
package dev.skerry.server.backup;

import org.jspecify.annotations.NullMarked;
