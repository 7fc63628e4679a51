/// What pods have besides their object: {@link dev.skerry.api.pod.Pods} serves logs and sessions,
/// through the port `Streams`.
@NullMarked
package dev.skerry.api.pod;

import org.jspecify.annotations.NullMarked;
