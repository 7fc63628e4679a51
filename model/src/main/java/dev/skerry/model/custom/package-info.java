/// Kinds that people define: {@link dev.skerry.model.custom.CustomKinds} makes kinds of a
/// CustomResourceDefinition, {@link dev.skerry.model.custom.DefinitionRules} says what is wrong
/// with one. Must not know who accepts a definition or where it is kept.
@NullMarked
package dev.skerry.model.custom;

import org.jspecify.annotations.NullMarked;
