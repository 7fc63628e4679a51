package dev.skerry.link;

import java.util.Optional;
import java.util.function.Consumer;

/// Makes a stream of a socket when it opens.
final class StreamSocket implements Socket.Listener {
  private final Consumer<ByteStream> onOpen;
  private final Runnable onClose;
  private volatile Optional<ByteStream> stream = Optional.empty();

  StreamSocket(Consumer<ByteStream> onOpen, Runnable onClose) {
    this.onOpen = onOpen;
    this.onClose = onClose;
  }

  @Override
  public void opened(Socket socket) {
    var opened = new ByteStream(socket);
    stream = Optional.of(opened);
    onOpen.accept(opened);
    socket.demand();
  }

  @Override
  public void message(byte[] message) {
    stream.ifPresent(open -> open.message(message));
  }

  @Override
  public void closed(String why) {
    stream.ifPresent(ByteStream::lost);
    onClose.run();
  }
}
