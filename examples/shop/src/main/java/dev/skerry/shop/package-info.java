/// A shop's till: an example of an application that keeps its data at the site. {@link
/// dev.skerry.shop.Shop} is the program. Uses nothing but the JDK and knows nothing of Skerry: the
/// platform speaks to it by environment, a directory and HTTP.
package dev.skerry.shop;
