/// The conversations of one control plane with its parent, its children and its nodes, and what is
/// written down of them: {@link dev.skerry.control.link.Links} holds the sessions; who may join,
/// what peers have, have confirmed and have forgotten, and when they were heard stands beside it.
/// Not for how frames travel, nor for what controllers make of what peers said.
@NullMarked
package dev.skerry.control.link;

import org.jspecify.annotations.NullMarked;
