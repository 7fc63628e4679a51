/// Unpacking of layers that mean well and of layers that do not.
@NullMarked
package dev.skerry.drivers.image;

import org.jspecify.annotations.NullMarked;
