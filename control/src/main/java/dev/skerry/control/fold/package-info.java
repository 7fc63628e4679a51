/// The status of a placed object at its home: a pure fold over what the sites said of it. Sites
/// that are heard count; absent ones are named in `SitesPending`, so that rollouts and waits end.
/// {@link dev.skerry.control.fold.FoldController} is the way in. Never asks a site anything.
@NullMarked
package dev.skerry.control.fold;

import org.jspecify.annotations.NullMarked;
