package dev.skerry.api.pod;

import dev.skerry.api.http.Socket;
import java.io.IOException;
import java.io.OutputStream;

/// One channel's bytes in messages that begin with the byte of the channel.
final class ChannelOutput extends OutputStream {
  private final Socket socket;
  private final int channel;

  ChannelOutput(Socket socket, int channel) {
    this.socket = socket;
    this.channel = channel;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var message = new byte[length + 1];
    message[0] = (byte) channel;
    System.arraycopy(bytes, offset, message, 1, length);
    socket.send(message);
  }
}
