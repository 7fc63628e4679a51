/// The process driver under the contract, and what it alone promises.
@NullMarked
package dev.skerry.drivers.process;

import org.jspecify.annotations.NullMarked;
