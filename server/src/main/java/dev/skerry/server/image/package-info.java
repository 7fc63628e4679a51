/// The images of a node as its agent asks for them. {@link dev.skerry.server.image.SiteImages}
/// finds them in the local library and pulls what lacks from a registry of the fleet. Unpacking is
/// the drivers' business.
@NullMarked
package dev.skerry.server.image;

import org.jspecify.annotations.NullMarked;
