package dev.skerry.drivers.session;

import dev.skerry.drivers.libc.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A local socket that keeps messages apart (SOCK_SEQPACKET, unix(7)), which the JDK has not;
/// through the C library, with Linux's constants. One reader, which is a platform thread: receiving
/// blocks in the kernel. Sending never does.
@SuppressWarnings("restricted")
public final class PacketSocket implements AutoCloseable {
  private static final int UNIX = 1;

  /// SOCK_SEQPACKET | SOCK_CLOEXEC.
  private static final int PACKETS = 5 | 0x80000;

  /// O_PATH | O_DIRECTORY | O_CLOEXEC; O_DIRECTORY is 0x10000 on x86 and 0x4000 on Arm, and left
  /// out: what is not a directory fails at the next step.
  private static final int PLACE = 0x200000 | 0x80000;

  /// MSG_NOSIGNAL | MSG_DONTWAIT.
  private static final int AT_ONCE = 0x4000 | 0x40;

  private static final int BOTH_WAYS = 2;
  private static final int WRITING = 1;
  private static final int TRY_AGAIN = 11;
  private static final long TRY_AGAIN_MILLIS = 10;
  private static final int ADDRESS_BYTES = 110;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle SOCKET =
      CLibrary.function("socket", FunctionDescriptor.of(INT, INT, INT, INT));
  private static final MethodHandle CONNECT =
      CLibrary.function(
          "connect",
          FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, INT),
          CLibrary.WITH_ERRNO);
  private static final MethodHandle SHUTDOWN =
      CLibrary.function("shutdown", FunctionDescriptor.of(INT, INT, INT));
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, INT);
  private static final MethodHandle RECEIVE =
      CLibrary.function("recv", TRANSFER, CLibrary.WITH_ERRNO);
  private static final MethodHandle SEND = CLibrary.function("send", TRANSFER, CLibrary.WITH_ERRNO);

  private final int descriptor;
  private boolean closed;

  private PacketSocket(int descriptor) {
    this.descriptor = descriptor;
  }

  /// @param directory of any length: a socket's address has 107 bytes, so it is named through the
  ///   directory's descriptor
  public static PacketSocket connect(Path directory, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int place = (int) CLibrary.OPEN.invokeExact(arena.allocateFrom(directory.toString()), PLACE);
      if (place < 0) {
        throw new IOException(directory + " is not there");
      }
      try {
        return new PacketSocket(connected(arena, "/proc/self/fd/" + place + "/" + name));
      } finally {
        int _ = (int) CLibrary.CLOSE.invokeExact(place);
      }
    } catch (Throwable failed) {
      throw CLibrary.failure(failed);
    }
  }

  private static int connected(Arena arena, String path) throws Throwable {
    MemorySegment state = arena.allocate(CLibrary.STATE);
    MemorySegment address = arena.allocate(ADDRESS_BYTES, Short.BYTES);
    byte[] text = path.getBytes(StandardCharsets.UTF_8);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) UNIX);
    MemorySegment.copy(text, 0, address, ValueLayout.JAVA_BYTE, Short.BYTES, text.length);
    int made = (int) SOCKET.invokeExact(UNIX, PACKETS, 0);
    if (made < 0) {
      throw new IOException("no socket can be made");
    }
    if ((int) CONNECT.invokeExact(state, made, address, ADDRESS_BYTES) != 0) {
      int _ = (int) CLibrary.CLOSE.invokeExact(made);
      throw new IOException("nobody listens at " + path + ": errno " + CLibrary.errno(state));
    }
    return made;
  }

  /// Blocks in the kernel until a message comes; -1 after [#shutdown] or the other end's.
  ///
  /// @param into as long as the longest message, the rest of which is lost
  public int receive(byte[] into) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CLibrary.STATE);
      MemorySegment bytes = arena.allocate(into.length);
      long count;
      do {
        count = (long) RECEIVE.invokeExact(state, descriptor, bytes, (long) into.length, 0);
      } while (count < 0 && CLibrary.errno(state) == CLibrary.INTERRUPTED);
      if (count <= 0) {
        return -1;
      }
      MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, into, 0, (int) count);
      return (int) count;
    } catch (Throwable failed) {
      throw CLibrary.failure(failed);
    }
  }

  /// Sends one message; waits, outside of the kernel, while the other end takes none.
  public void send(byte[] from, int offset, int length) throws IOException {
    while (!sent(from, offset, length)) {
      try {
        Thread.sleep(TRY_AGAIN_MILLIS);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while sending", stopped);
      }
    }
  }

  private synchronized boolean sent(byte[] from, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the socket is closed");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CLibrary.STATE);
      MemorySegment bytes = arena.allocate(length);
      MemorySegment.copy(from, offset, bytes, ValueLayout.JAVA_BYTE, 0, length);
      long count = (long) SEND.invokeExact(state, descriptor, bytes, (long) length, AT_ONCE);
      int errno = CLibrary.errno(state);
      if (count < 0 && errno != TRY_AGAIN && errno != CLibrary.INTERRUPTED) {
        throw new IOException("the other end is gone: errno " + errno);
      }
      return count >= 0;
    } catch (Throwable failed) {
      throw CLibrary.failure(failed);
    }
  }

  /// Tells the other end that no more comes.
  public void endOutput() {
    shutdown(WRITING);
  }

  /// Ends both ways, which wakes the reader.
  public void shutdown() {
    shutdown(BOTH_WAYS);
  }

  private synchronized void shutdown(int how) {
    if (closed) {
      return;
    }
    try {
      int _ = (int) SHUTDOWN.invokeExact(descriptor, how);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  /// By the reader, which is not in [#receive] then.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      int _ = (int) CLibrary.CLOSE.invokeExact(descriptor);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }
}
