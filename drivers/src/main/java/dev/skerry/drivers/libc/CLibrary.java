package dev.skerry.drivers.libc;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// How the C library is called. A function that is linked with [#WITH_ERRNO] takes a segment of
/// layout [#STATE] first.
@SuppressWarnings("restricted")
public final class CLibrary {
  public static final int INTERRUPTED = 4;
  public static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  public static final Linker.Option WITH_ERRNO = Linker.Option.captureCallState("errno");

  private static final Linker LINKER = Linker.nativeLinker();
  private static final long ERRNO =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /// open(2) of what is there: a path and flags.
  public static final MethodHandle OPEN =
      function(
          "open",
          FunctionDescriptor.of(INT, ValueLayout.ADDRESS, INT),
          Linker.Option.firstVariadicArg(2));

  public static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));

  private CLibrary() {}

  public static MethodHandle function(
      String name, FunctionDescriptor shape, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), shape, options);
  }

  public static int errno(MemorySegment state) {
    return state.get(INT, ERRNO);
  }

  /// What an invocation threw, as the caller of a stream expects it.
  public static IOException failure(Throwable failed) {
    if (failed instanceof Error error) {
      throw error;
    }
    return failed instanceof IOException io ? io : new IOException(failed);
  }
}
