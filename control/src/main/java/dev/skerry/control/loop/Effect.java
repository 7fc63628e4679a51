package dev.skerry.control.loop;

import dev.skerry.control.state.ObjectChange;
import dev.skerry.control.state.View;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.meta.Revision;
import dev.skerry.store.Change;
import dev.skerry.sync.frame.Frame;
import dev.skerry.sync.frame.Lane;
import java.util.List;

/// What a control plane wants done, in order.
public sealed interface Effect {
  /// Append to the store and answer [Input.Appended]; only one is under way at a time.
  record Append(long batch, Revision after, List<Change> changes) implements Effect {}

  /// The store may forget superseded entries of its log up to here, a little at a time, whenever it
  /// has nothing else to do. Nothing waits for it; a later one takes its place.
  record Compact(Revision upTo) implements Effect {}

  /// The reply to a ticket.
  record Reply(long ticket, Answer answer) implements Effect {}

  /// The reply to [Input.MakeToken], [Input.Join] or [Input.AcceptHistory].
  record Admitted(long ticket) implements Effect {}

  record NotAdmitted(long ticket, Refusal refusal) implements Effect {}

  /// The view for readers, and what became different, in revision order.
  record Publish(View view, Presence presence, List<ObjectChange> changes) implements Effect {}

  record Send(long connection, Frame frame, Lane lane) implements Effect {}

  record HangUp(long connection, String reason) implements Effect {}

  /// The parent asks this site to open a stream.
  record DialStream(String id, String purpose, String target) implements Effect {}

  record StreamFailed(String id, Refusal refusal) implements Effect {}

  /// A newer writer has the store; this process is finished.
  record Stop(String reason) implements Effect {}

  /// Worth a line in the process's log.
  record Log(String event, String details) implements Effect {}
}
