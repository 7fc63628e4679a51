package dev.skerry.drivers.session;

import dev.skerry.drivers.libc.CLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The master side of a pseudo-terminal (pty(7)) through the C library; the constants are Linux's
/// on x86 and Arm. One reader, one writer.
@SuppressWarnings("restricted")
final class Pty implements AutoCloseable {
  /// O_RDWR | O_NOCTTY | O_CLOEXEC.
  private static final int OPEN_FLAGS = 0x2 | 0x100 | 0x80000;

  private static final long SET_WINDOW_SIZE = 0x5414;
  private static final int MAX_NAME = 64;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private static final MethodHandle OPENPT =
      CLibrary.function("posix_openpt", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle GRANTPT =
      CLibrary.function("grantpt", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle UNLOCKPT =
      CLibrary.function("unlockpt", FunctionDescriptor.of(INT, INT));
  private static final MethodHandle PTSNAME =
      CLibrary.function("ptsname_r", FunctionDescriptor.of(INT, INT, ValueLayout.ADDRESS, LONG));
  private static final MethodHandle IOCTL =
      CLibrary.function(
          "ioctl",
          FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private static final FunctionDescriptor TRANSFER =
      FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG);
  private static final MethodHandle READ = CLibrary.function("read", TRANSFER, CLibrary.WITH_ERRNO);
  private static final MethodHandle WRITE =
      CLibrary.function("write", TRANSFER, CLibrary.WITH_ERRNO);

  private final int master;
  private final String terminal;
  private boolean closed;

  private Pty(int master, String terminal) {
    this.master = master;
    this.terminal = terminal;
  }

  static Pty open() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int master = (int) OPENPT.invokeExact(OPEN_FLAGS);
      if (master < 0) {
        throw new IOException("no pseudo-terminal is free");
      }
      MemorySegment name = arena.allocate(MAX_NAME);
      if ((int) GRANTPT.invokeExact(master) != 0
          || (int) UNLOCKPT.invokeExact(master) != 0
          || (int) PTSNAME.invokeExact(master, name, (long) MAX_NAME) != 0) {
        int ignored = (int) CLibrary.CLOSE.invokeExact(master);
        throw new IOException("a pseudo-terminal could not be made ready");
      }
      return new Pty(master, name.getString(0));
    } catch (Throwable failed) {
      throw CLibrary.failure(failed);
    }
  }

  /// Path of the slave, such as `/dev/pts/3`.
  String terminal() {
    return terminal;
  }

  /// Blocks. At most the array; 0 or less when every slave is closed.
  int read(byte[] into) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CLibrary.STATE);
      MemorySegment bytes = arena.allocate(into.length);
      while (true) {
        long n = (long) READ.invokeExact(state, master, bytes, (long) into.length);
        if (n >= 0 || CLibrary.errno(state) != CLibrary.INTERRUPTED) {
          int length = (int) Math.max(n, 0);
          MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, into, 0, length);
          return length;
        }
      }
    } catch (Throwable failed) {
      throw CLibrary.failure(failed);
    }
  }

  synchronized void write(byte[] from, int offset, int length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(CLibrary.STATE);
      MemorySegment bytes = arena.allocate(Math.max(1, length));
      MemorySegment.copy(from, offset, bytes, ValueLayout.JAVA_BYTE, 0, length);
      long done = 0;
      while (done < length) {
        if (closed) {
          throw new IOException("the terminal is closed");
        }
        long n = (long) WRITE.invokeExact(state, master, bytes.asSlice(done), length - done);
        if (n < 0 && CLibrary.errno(state) != CLibrary.INTERRUPTED) {
          throw new IOException("the terminal is gone");
        }
        done += Math.max(n, 0);
      }
    } catch (Throwable failed) {
      throw CLibrary.failure(failed);
    }
  }

  synchronized void resize(int columns, int rows) {
    if (closed) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size =
          arena.allocateFrom(
              ValueLayout.JAVA_SHORT, (short) rows, (short) columns, (short) 0, (short) 0);
      int ignored = (int) IOCTL.invokeExact(master, SET_WINDOW_SIZE, size);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      int ignored = (int) CLibrary.CLOSE.invokeExact(master);
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }
}
