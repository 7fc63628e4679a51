package dev.skerry.server.pod;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// A part of what goes to and from a command: one byte that says of what, the length, the bytes.
final class Piece {
  /// Input, its end and sizes go to the command; the rest comes from it.
  enum Kind {
    INPUT(0),
    INPUT_END(1),
    SIZE(2),
    OUTPUT(3),
    ERROR(4),
    EXIT(5);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Optional<Kind> of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  /// Of one piece, bytes.
  static final int MAX_BYTES = 16 * 1024;

  private static final int HEAD = 5;

  private final Kind kind;
  private final byte[] bytes;

  /// @param kind what it belongs to
  /// @param bytes not to be changed; of [Kind#SIZE] two numbers of 4 bytes, of [Kind#EXIT] one
  Piece(Kind kind, byte[] bytes) {
    this.kind = kind;
    this.bytes = bytes;
  }

  static Piece exit(int code) {
    return new Piece(Kind.EXIT, ByteBuffer.allocate(Integer.BYTES).putInt(code).array());
  }

  static Piece size(int columns, int rows) {
    ByteBuffer numbers = ByteBuffer.allocate(2 * Integer.BYTES).putInt(columns).putInt(rows);
    return new Piece(Kind.SIZE, numbers.array());
  }

  Kind kind() {
    return kind;
  }

  byte[] bytes() {
    return bytes;
  }

  int number(int index) throws IOException {
    if (bytes.length < (index + 1) * Integer.BYTES) {
      throw new IOException("a piece of " + kind + " without its number");
    }
    return ByteBuffer.wrap(bytes).getInt(index * Integer.BYTES);
  }

  /// At once, so that pieces of several threads do not mix.
  void write(OutputStream out) throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(HEAD + bytes.length);
    whole.put((byte) kind.code).putInt(bytes.length).put(bytes);
    synchronized (out) {
      out.write(whole.array());
      out.flush();
    }
  }

  /// Empty at the end of the stream.
  static Optional<Piece> read(DataInputStream in) throws IOException {
    int code = in.read();
    if (code < 0) {
      return Optional.empty();
    }
    int length = in.readInt();
    Optional<Kind> kind = Kind.of(code);
    if (kind.isEmpty() || length < 0 || length > MAX_BYTES) {
      throw new IOException("what came is no piece: kind " + code + ", " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a piece broke off");
    }
    return Optional.of(new Piece(kind.get(), bytes));
  }
}
