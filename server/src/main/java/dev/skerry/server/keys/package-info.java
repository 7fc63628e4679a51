/// The keys and certificates of a control plane on disk. {@link dev.skerry.server.keys.Vault}
/// makes, keeps and renews them and gives TLS contexts made of them.
@NullMarked
package dev.skerry.server.keys;

import org.jspecify.annotations.NullMarked;
