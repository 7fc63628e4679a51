/// Paths of Skerry's own under `/skerry/v1` and `/sites`: tokens, joins, reasons, and the APIs of
/// children. {@link dev.skerry.api.fleet.Fleet} answers them.
@NullMarked
package dev.skerry.api.fleet;

import org.jspecify.annotations.NullMarked;
