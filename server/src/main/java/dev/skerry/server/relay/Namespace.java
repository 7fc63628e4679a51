package dev.skerry.server.relay;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Opens sockets in another network namespace. A socket belongs to the namespace of the thread that
/// opens it and may be used from any thread; setns(2) moves one thread, which ends afterwards.
@SuppressWarnings("restricted")
public final class Namespace {
  private static final int CLONE_NEWNET = 0x4000_0000;
  private static final int O_RDONLY_CLOEXEC = 0x8_0000;

  /// What opens a socket.
  public interface Opening<T> {
    T open() throws IOException;
  }

  private Namespace() {}

  /// Blocks until it is open; needs CAP_SYS_ADMIN.
  public static <T> T call(Path namespace, Opening<T> opening) throws IOException {
    var task =
        new FutureTask<T>(() -> {
          enter(namespace);
          return opening.open();
        });
    Thread.ofPlatform().name("netns-" + namespace.getFileName()).daemon().start(task);
    try {
      return task.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted in " + namespace, stopped);
    } catch (ExecutionException failed) {
      throw new IOException("in " + namespace + ": " + failed.getCause(), failed);
    }
  }

  private static void enter(Path namespace) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemoryLayout state = Linker.Option.captureStateLayout();
      MemorySegment errno = arena.allocate(state);
      MemorySegment path = arena.allocateFrom(namespace.toString());
      int file = (int) open().invokeExact(errno, path, O_RDONLY_CLOEXEC);
      require(file >= 0, "open", namespace, errno);
      int moved = (int) setns().invokeExact(errno, file, CLONE_NEWNET);
      int _ = (int) close().invokeExact(file);
      require(moved == 0, "setns", namespace, errno);
    } catch (IOException refused) {
      throw refused;
    } catch (Throwable broken) {
      throw new IllegalStateException("the C library has no setns", broken);
    }
  }

  private static void require(boolean holds, String call, Path namespace, MemorySegment state)
      throws IOException {
    if (!holds) {
      VarHandle errno =
          Linker.Option.captureStateLayout()
              .varHandle(MemoryLayout.PathElement.groupElement("errno"));
      throw new IOException(call + " " + namespace + ": errno " + (int) errno.get(state, 0L));
    }
  }

  private static MethodHandle open() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("open"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(2));
  }

  private static MethodHandle setns() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("setns"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle close() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("close"),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }
}
