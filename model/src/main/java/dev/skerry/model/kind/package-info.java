/// Which kinds there are, as data: {@link dev.skerry.model.kind.Kind} says all that discovery,
/// OpenAPI, explain, tables and the write pipeline ask about one, {@link
/// dev.skerry.model.kind.Kinds} is the registry. Custom kinds are entries like the built-in ones.
/// Must not know what any kind means.
@NullMarked
package dev.skerry.model.kind;

import org.jspecify.annotations.NullMarked;
