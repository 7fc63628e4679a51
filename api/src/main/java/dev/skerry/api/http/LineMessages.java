package dev.skerry.api.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Lines that go to a client as messages of text, without their ends. What the client says is not
/// listened to.
///
/// Source: k8s.io/apiserver/pkg/endpoints/handlers/watch.go (`HandleWS`).
final class LineMessages implements SocketListener {
  private static final System.Logger LOG = System.getLogger(LineMessages.class.getName());

  private final Lines lines;
  private final Runnable gone;

  /// @param gone told when the client has left
  LineMessages(Lines lines, Runnable gone) {
    this.lines = lines;
    this.gone = gone;
  }

  @Override
  public void opened(Socket socket) {
    Thread.ofVirtual().name("line-messages").start(() -> run(socket));
  }

  private void run(Socket socket) {
    try {
      lines.write(new Output(socket));
    } catch (IOException left) {
      LOG.log(System.Logger.Level.DEBUG, "LineMessagesEnd {0}", left.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      socket.close();
    }
  }

  @Override
  public void message(ByteBuffer bytes) {}

  @Override
  public void closed() {
    gone.run();
  }

  private static final class Output extends OutputStream {
    private final Socket socket;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    Output(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void write(int one) throws IOException {
      if (one == '\n') {
        socket.tell(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(one);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      int from = offset;
      for (int i = offset; i < offset + length; i++) {
        if (bytes[i] == '\n') {
          line.write(bytes, from, i - from);
          write('\n');
          from = i + 1;
        }
      }
      line.write(bytes, from, offset + length - from);
    }
  }
}
