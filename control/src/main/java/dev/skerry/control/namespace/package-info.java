/// The life of namespaces: those that every control plane has, a service account in each, and the
/// deletion of all content before one ends. {@link
/// dev.skerry.control.namespace.NamespaceController} also tells when a namespace from above has the
/// name of one of this site. Deletes only what is homed here.
@NullMarked
package dev.skerry.control.namespace;

import org.jspecify.annotations.NullMarked;
