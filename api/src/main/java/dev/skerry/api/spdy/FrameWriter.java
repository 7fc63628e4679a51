package dev.skerry.api.spdy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.SortedMap;

/// Frames to bytes. Any thread; each frame leaves whole and at once.
final class FrameWriter {
  private static final int GOAWAY_OK = 0;

  private final OutputStream out;
  private final HeaderBlock headers;

  FrameWriter(OutputStream out, HeaderBlock headers) {
    this.out = out;
    this.headers = headers;
  }

  synchronized void reply(int stream, SortedMap<String, String> fields) throws IOException {
    byte[] block = headers.pack(fields);
    control(
        FrameTypes.SYN_REPLY,
        ByteBuffer.allocate(Integer.BYTES + block.length).putInt(stream).put(block));
  }

  synchronized void open(int stream, SortedMap<String, String> fields) throws IOException {
    byte[] block = headers.pack(fields);
    ByteBuffer body = ByteBuffer.allocate(2 * Integer.BYTES + Short.BYTES + block.length);
    control(FrameTypes.SYN_STREAM, body.putInt(stream).putInt(0).putShort((short) 0).put(block));
  }

  synchronized void reset(int stream, int status) throws IOException {
    control(
        FrameTypes.RST_STREAM,
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(stream).putInt(status));
  }

  synchronized void ping(int id) throws IOException {
    control(FrameTypes.PING, ByteBuffer.allocate(Integer.BYTES).putInt(id));
  }

  synchronized void goAway(int lastStream) throws IOException {
    control(
        FrameTypes.GOAWAY,
        ByteBuffer.allocate(2 * Integer.BYTES).putInt(lastStream).putInt(GOAWAY_OK));
  }

  /// @param length below 2^24
  synchronized void data(int stream, boolean last, byte[] bytes, int offset, int length)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(FrameTypes.HEAD_BYTES + length);
    frame.putInt(stream).putInt((last ? FrameTypes.FLAG_LAST << 24 : 0) | length);
    out.write(frame.put(bytes, offset, length).array());
    out.flush();
  }

  private void control(int type, ByteBuffer body) throws IOException {
    int length = body.flip().remaining();
    ByteBuffer frame = ByteBuffer.allocate(FrameTypes.HEAD_BYTES + length);
    frame.putInt(FrameTypes.CONTROL << 24 | FrameTypes.VERSION << 16 | type).putInt(length);
    out.write(frame.put(body).array());
    out.flush();
  }
}
