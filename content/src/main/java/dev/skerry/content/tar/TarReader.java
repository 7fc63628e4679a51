package dev.skerry.content.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads entries one after the other. Strict about what could mislead (checksums, sizes, cut
/// streams), all of which is an [IOException] that names the entry; sparse files are refused.
public final class TarReader implements AutoCloseable {
  /// Longest name or pax header that is read, bytes; Linux paths end at 4,096.
  private static final int MAX_HEADER_BYTES = 1 << 20;

  private final InputStream in;
  private final SortedMap<String, String> global = new TreeMap<>();
  private String current = "the first entry";
  private long left;
  private int padding;

  /// Closing closes the stream.
  public TarReader(InputStream in) {
    this.in = in;
  }

  /// The next entry; empty at the end. Skips what is unread of the one before.
  public Optional<TarEntry> next() throws IOException {
    var records = new TreeMap<>(global);
    while (true) {
      skipRest();
      byte[] head = in.readNBytes(TarWriter.BLOCK);
      if (head.length == 0 || isZero(head)) {
        return Optional.empty();
      }
      checkHead(head);
      long size = number(head, 124, 12);
      switch (head[156]) {
        case 'x' -> records.putAll(pax(record(size)));
        case 'g' -> global.putAll(pax(record(size)));
        case 'L' -> records.put("path", cString(record(size)));
        case 'K' -> records.put("linkpath", cString(record(size)));
        default -> {
          return Optional.of(entry(head, size, records));
        }
      }
    }
  }

  /// The content of the entry that `next` gave last; ends with the entry, never closes the tar.
  public InputStream content() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        return length == 0 ? 0 : readContent(into, from, length);
      }
    };
  }

  private int readContent(byte[] into, int from, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(into, from, (int) Math.min(left, length));
    if (count < 0) {
      throw broken("the stream ends inside it");
    }
    left -= count;
    return count;
  }

  private TarEntry entry(byte[] head, long headSize, SortedMap<String, String> records)
      throws IOException {
    String prefix = isUstar(head) ? cString(head, 345, 155) : "";
    String base = cString(head, 0, 100);
    String name = take(records, "path", prefix.isEmpty() ? base : prefix + "/" + base);
    current = name;
    if (records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))) {
      throw broken("sparse files are not read; pack it without --sparse");
    }
    TarEntry.Kind kind = kind((char) head[156], name);
    String link = take(records, "linkpath", cString(head, 157, 100));
    long size = takeNumber(records, "size", headSize);
    records.keySet().removeIf(key -> key.equals("atime") || key.equals("ctime"));
    boolean file = kind == TarEntry.Kind.FILE;
    left = file ? size : 0;
    padding = file ? (int) (-size & (TarWriter.BLOCK - 1)) : 0;
    return new TarEntry(
        kind,
        name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
        (int) number(head, 100, 8) & 07777,
        takeNumber(records, "uid", number(head, 108, 8)),
        takeNumber(records, "gid", number(head, 116, 8)),
        left,
        takeNumber(records, "mtime", number(head, 136, 12)),
        link,
        number(head, 329, 8),
        number(head, 337, 8),
        records);
  }

  private TarEntry.Kind kind(char flag, String name) throws IOException {
    return switch (flag) {
      case '\0', '0', '7' -> name.endsWith("/") ? TarEntry.Kind.DIRECTORY : TarEntry.Kind.FILE;
      case '1' -> TarEntry.Kind.HARD_LINK;
      case '2' -> TarEntry.Kind.SYMBOLIC_LINK;
      case '3' -> TarEntry.Kind.CHARACTER_DEVICE;
      case '4' -> TarEntry.Kind.BLOCK_DEVICE;
      case '5' -> TarEntry.Kind.DIRECTORY;
      case '6' -> TarEntry.Kind.FIFO;
      default -> throw broken("its type '" + flag + "' is not one that is read");
    };
  }

  private byte[] record(long size) throws IOException {
    if (size > MAX_HEADER_BYTES) {
      throw broken("its header has " + size + " bytes, the limit is " + MAX_HEADER_BYTES);
    }
    byte[] text = in.readNBytes((int) size);
    if (text.length < size) {
      throw broken("the stream ends inside its header");
    }
    padding = (int) (-size & (TarWriter.BLOCK - 1));
    return text;
  }

  private SortedMap<String, String> pax(byte[] text) throws IOException {
    var records = new TreeMap<String, String>();
    int at = 0;
    while (at < text.length) {
      int space = at;
      while (space < text.length && text[space] != ' ') {
        space++;
      }
      int length = (int) decimal(new String(text, at, space - at, StandardCharsets.US_ASCII));
      if (length <= space - at + 1 || length > text.length - at) {
        throw broken("its pax header has a record of a wrong length");
      }
      String pair = new String(text, space + 1, at + length - space - 2, StandardCharsets.UTF_8);
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw broken("its pax header has a record without '='");
      }
      records.put(pair.substring(0, equals), pair.substring(equals + 1));
      at += length;
    }
    return records;
  }

  private void checkHead(byte[] head) throws IOException {
    if (head.length < TarWriter.BLOCK) {
      throw broken("the stream ends in the header after it");
    }
    long sum = 0;
    for (int i = 0; i < head.length; i++) {
      sum += i >= 148 && i < 156 ? ' ' : head[i] & 0xff;
    }
    if (sum != number(head, 148, 8)) {
      throw broken("the header after it has a wrong checksum; this is not a tar");
    }
  }

  /// Octal text, or base 256 with the top bit set (GNU).
  private long number(byte[] head, int at, int length) throws IOException {
    if ((head[at] & 0x80) != 0) {
      long value = head[at] & 0x3f;
      for (int i = at + 1; i < at + length; i++) {
        value = (value << 8) | (head[i] & 0xff);
      }
      return value;
    }
    String digits = cString(head, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException bad) {
      throw broken("the header after it has the number '" + digits + "'");
    }
  }

  private static String take(SortedMap<String, String> records, String key, String otherwise) {
    return Optional.ofNullable(records.remove(key)).orElse(otherwise);
  }

  private long takeNumber(SortedMap<String, String> records, String key, long otherwise)
      throws IOException {
    String text = take(records, key, "");
    return text.isEmpty() ? otherwise : decimal(text);
  }

  /// Whole part of a decimal; pax times may have a fraction.
  private long decimal(String text) throws IOException {
    int dot = text.indexOf('.');
    try {
      return Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    } catch (NumberFormatException bad) {
      throw broken("its pax header has the number '" + text + "'");
    }
  }

  private static String cString(byte[] text) {
    return cString(text, 0, text.length);
  }

  private static String cString(byte[] text, int at, int length) {
    int end = at;
    while (end < at + length && text[end] != 0) {
      end++;
    }
    return new String(text, at, end - at, StandardCharsets.UTF_8);
  }

  private static boolean isUstar(byte[] head) {
    return cString(head, 257, 6).equals("ustar");
  }

  private static boolean isZero(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private void skipRest() throws IOException {
    long gap = left + padding;
    left = 0;
    padding = 0;
    try {
      in.skipNBytes(gap);
    } catch (EOFException end) {
      throw broken("the stream ends inside it");
    }
  }

  private IOException broken(String what) {
    return new IOException("tar entry " + current + ": " + what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
