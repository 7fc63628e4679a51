/// Questions to real sockets on loopback.
@NullMarked
package dev.skerry.drivers.probe;

import org.jspecify.annotations.NullMarked;
