/// The container driver under the contract, and what it alone promises. Needs root, a runtime and
/// conmon: without them the tests fail and say what is missing.
@NullMarked
package dev.skerry.drivers.container;

import org.jspecify.annotations.NullMarked;
