/// Addresses and rules as text.
@NullMarked
package dev.skerry.drivers.network;

import org.jspecify.annotations.NullMarked;
