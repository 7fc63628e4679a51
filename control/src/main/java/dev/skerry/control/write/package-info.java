/// The write pipeline, pure: {@link dev.skerry.control.write.Request} and a view in, {@link
/// dev.skerry.control.write.Decision} out. It patches, applies, defaults, admits and validates;
/// committing is the loop's. Runs on handlers' threads and inside the loop alike.
@NullMarked
package dev.skerry.control.write;

import org.jspecify.annotations.NullMarked;
