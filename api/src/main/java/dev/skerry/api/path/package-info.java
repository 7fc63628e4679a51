/// What a path asks for: {@link dev.skerry.api.path.ResourcePath} is a request's resource,
/// namespace, name and subresource.
@NullMarked
package dev.skerry.api.path;

import org.jspecify.annotations.NullMarked;
