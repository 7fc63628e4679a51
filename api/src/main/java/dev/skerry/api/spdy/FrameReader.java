package dev.skerry.api.spdy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Frames from bytes; one thread. Holds one control frame or one piece of data at a time.
final class FrameReader {
  /// Of a control frame, without its head.
  static final int CONTROL_BYTES = 16 * 1024;

  /// Data is given on in pieces of at most this, however long the frame is.
  static final int PIECE_BYTES = 32 * 1024;

  private static final int STREAM_MASK = 0x7fffffff;

  private final InputStream in;
  private final HeaderBlock headers;
  private int dataStream;
  private int dataLeft;
  private boolean dataLast;

  FrameReader(InputStream in, HeaderBlock headers) {
    this.in = in;
    this.headers = headers;
  }

  /// Empty at the end between two frames.
  Optional<Frame> next() throws IOException {
    if (dataLeft > 0) {
      return Optional.of(piece());
    }
    byte[] head = in.readNBytes(FrameTypes.HEAD_BYTES);
    if (head.length == 0) {
      return Optional.empty();
    }
    if (head.length < FrameTypes.HEAD_BYTES) {
      throw new EOFException("a frame ends within its head");
    }
    ByteBuffer words = ByteBuffer.wrap(head);
    int first = words.getInt();
    int second = words.getInt();
    int flags = second >>> 24;
    int length = second & 0xffffff;
    return Optional.of(
        first < 0 ? control(first, flags, length) : data(first & STREAM_MASK, flags, length));
  }

  private Frame data(int stream, int flags, int length) throws IOException {
    dataStream = stream;
    dataLeft = length;
    dataLast = (flags & FrameTypes.FLAG_LAST) != 0;
    return piece();
  }

  private Frame piece() throws IOException {
    byte[] bytes = exactly(Math.min(dataLeft, PIECE_BYTES));
    dataLeft -= bytes.length;
    return new Frame.Data(dataStream, dataLast && dataLeft == 0, bytes);
  }

  private Frame control(int first, int flags, int length) throws IOException {
    int version = first >>> 16 & 0x7fff;
    if (version != FrameTypes.VERSION) {
      throw new SpdyFailure("a frame of SPDY/" + version + ", 3 is spoken here");
    }
    if (length > CONTROL_BYTES) {
      throw new SpdyFailure(
          "a control frame of " + length + " bytes, the limit is " + CONTROL_BYTES);
    }
    return control(
        first & 0xffff, (flags & FrameTypes.FLAG_LAST) != 0, ByteBuffer.wrap(exactly(length)));
  }

  private Frame control(int type, boolean last, ByteBuffer body) throws IOException {
    return switch (type) {
      case FrameTypes.SYN_STREAM -> {
        int stream = number(body);
        int _ = number(body);
        need(body, Short.BYTES);
        int _ = body.getShort();
        yield new Frame.SynStream(stream, last, headers.unpack(rest(body)));
      }
      case FrameTypes.SYN_REPLY ->
          new Frame.SynReply(number(body), last, headers.unpack(rest(body)));
      case FrameTypes.HEADERS -> {
        int stream = number(body);
        var _ = headers.unpack(rest(body));
        yield new Frame.Headers(stream, last);
      }
      case FrameTypes.RST_STREAM -> new Frame.Reset(number(body), number(body));
      case FrameTypes.PING -> new Frame.Ping(number(body));
      case FrameTypes.GOAWAY -> new Frame.GoAway(number(body));
      case FrameTypes.SETTINGS, FrameTypes.WINDOW_UPDATE, FrameTypes.CREDENTIAL ->
          new Frame.Other(type);
      default -> throw new SpdyFailure("a frame of type " + type + " is none of SPDY/3");
    };
  }

  private static int number(ByteBuffer body) throws SpdyFailure {
    need(body, Integer.BYTES);
    return body.getInt() & STREAM_MASK;
  }

  private static void need(ByteBuffer body, int bytes) throws SpdyFailure {
    if (body.remaining() < bytes) {
      throw new SpdyFailure("a control frame is too short");
    }
  }

  private static byte[] rest(ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a frame of " + length + " bytes ends after " + bytes.length);
    }
    return bytes;
  }
}
