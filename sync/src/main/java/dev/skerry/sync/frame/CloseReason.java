package dev.skerry.sync.frame;

/// Why a conversation ended. The names travel in `Bye` and `Refuse` and are shown to people.
public enum CloseReason {
  /// This end hung up in order: it stops or moves.
  LEAVING,
  /// The other end said `Bye`.
  PEER_LEFT,
  /// The other end answered `Refuse`.
  REFUSED,
  /// The connection itself broke.
  DISCONNECTED,
  /// Nothing was heard for too long.
  SILENT,
  /// No version is spoken by both.
  NO_COMMON_VERSION,
  /// The other end is not whom this end talks to.
  WRONG_IDENTITY,
  /// The other end is a copy of one that spoke later.
  SECOND_COPY,
  /// A frame is not well-formed.
  MALFORMED,
  /// A frame has a type this end does not know.
  UNKNOWN_FRAME,
  /// A frame, or what it unfolds to, is over a bound.
  OVERSIZE,
  /// A frame came where it has no place.
  OUT_OF_ORDER,
  /// A batch does not start where this end stands.
  GAP,
  /// A record is about something the other end may not write.
  NOT_ITS_PART,
  /// More frames came than the window allows.
  OVERRUN
}
