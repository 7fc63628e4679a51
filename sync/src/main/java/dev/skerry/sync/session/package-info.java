/// One end of a link as a machine. {@link dev.skerry.sync.session.Session} takes frames and times
/// and answers with outputs: frames to send, records to apply, facts heard. {@link
/// dev.skerry.sync.session.Reconnect} says when to dial again. Knows nothing of sockets or stores.
@NullMarked
package dev.skerry.sync.session;

import org.jspecify.annotations.NullMarked;
