/// Objects over HTTP: {@link dev.skerry.api.resource.Resources} serves the verbs of every kind
/// alike, from a published view for reading, through the write pipeline and a commit for writing.
@NullMarked
package dev.skerry.api.resource;

import org.jspecify.annotations.NullMarked;
