/// What becomes of definitions of kinds: {@link dev.skerry.control.custom.DefinitionController}
/// gives them their names, says that they are served, and empties those that end; {@link
/// dev.skerry.control.custom.Definitions} finds them. Must not know what a custom kind is for.
@NullMarked
package dev.skerry.control.custom;

import org.jspecify.annotations.NullMarked;
