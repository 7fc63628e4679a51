/// Functions of the C library that the JDK does not offer, for the packages that need them.
@NullMarked
package dev.skerry.drivers.libc;

import org.jspecify.annotations.NullMarked;
