package dev.skerry.api.spdy;

/// Numbers of the protocol.
final class FrameTypes {
  static final int VERSION = 3;
  static final int CONTROL = 0x80;
  static final int FLAG_LAST = 1;
  static final int HEAD_BYTES = 8;

  static final int SYN_STREAM = 1;
  static final int SYN_REPLY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int HEADERS = 8;
  static final int WINDOW_UPDATE = 9;
  static final int CREDENTIAL = 10;

  static final int PROTOCOL_ERROR = 1;
  static final int REFUSED_STREAM = 3;
  static final int CANCEL = 5;
  static final int FLOW_CONTROL_ERROR = 7;

  private FrameTypes() {}
}
