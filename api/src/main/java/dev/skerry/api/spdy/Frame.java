package dev.skerry.api.spdy;

import java.util.SortedMap;

/// One frame as it is on the wire, headers unpacked.
///
/// Source: SPDY protocol, draft 3.1, section 2.6.
sealed interface Frame {
  /// @param last no more comes from its sender in this stream
  record SynStream(int stream, boolean last, SortedMap<String, String> headers) implements Frame {}

  record SynReply(int stream, boolean last, SortedMap<String, String> headers) implements Frame {}

  /// A header block whose content matters to nobody here; it was read, since the state of the
  /// compression goes on.
  record Headers(int stream, boolean last) implements Frame {}

  record Reset(int stream, int status) implements Frame {}

  record Ping(int id) implements Frame {}

  record GoAway(int lastStream) implements Frame {}

  /// SETTINGS, WINDOW_UPDATE, CREDENTIAL: nothing follows from them, since kubectl's library keeps
  /// no windows.
  record Other(int type) implements Frame {}

  /// A frame longer than [FrameReader#PIECE_BYTES] comes as several.
  ///
  /// @param bytes not to be changed
  @SuppressWarnings("ArrayRecordComponent")
  record Data(int stream, boolean last, byte[] bytes) implements Frame {}
}
