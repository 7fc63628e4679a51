/// The distribution on machines that never saw it: {@link dev.skerry.cli.machine.NamespaceHost} is
/// such a machine, made of namespaces of this one.
@NullMarked
package dev.skerry.cli.machine;

import org.jspecify.annotations.NullMarked;
