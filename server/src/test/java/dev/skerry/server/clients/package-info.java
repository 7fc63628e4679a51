/// Real clients against a core and a site as they run: every kubectl that is found, and client
/// libraries, each unmodified.
@NullMarked
package dev.skerry.server.clients;

import org.jspecify.annotations.NullMarked;
