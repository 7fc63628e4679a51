/// What a process does every so often without being asked.
@NullMarked
package dev.skerry.server.chore;

import org.jspecify.annotations.NullMarked;
