package dev.skerry.sync.frame;

/// Which queue a frame waits in at the sending end. `CONTROL` goes first; order is kept inside a
/// lane only.
public enum Lane {
  /// Small frames that must not wait: greetings, acks, pings, requests for streams.
  CONTROL,
  /// Frames that carry records or lists of them.
  BULK;

  public static Lane of(Frame frame) {
    return switch (frame) {
      case Frame.Batch _, Frame.Fill _, Frame.Offer _, Frame.Want _ -> BULK;
      case Frame.Hello _,
          Frame.Welcome _,
          Frame.Refuse _,
          Frame.Ack _,
          Frame.Reconcile _,
          Frame.Ping _,
          Frame.Pong _,
          Frame.OpenStream _,
          Frame.StreamRefused _,
          Frame.Bye _ ->
          CONTROL;
    };
  }
}
