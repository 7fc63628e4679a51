package dev.skerry.content.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads entries one after the other. Strict about what could mislead (checksums, sizes, cut
/// streams), all of which is an [IOException] that names the entry; sparse files are refused. Holds
/// one entry's headers at a time, within a bound.
public final class TarReader implements AutoCloseable {
  /// All headers of one entry together, bytes: its name, its link, its attributes.
  private static final int MAX_HEADER_BYTES = 1 << 20;

  /// All headers that are for every entry together, bytes: git writes a commit there.
  private static final int MAX_GLOBAL_BYTES = 4_096;

  /// Longest name or target of a link, characters: Linux paths end at 4,096 bytes.
  private static final int MAX_NAME = 4_096;

  /// Characters of a name that a sentence repeats.
  private static final int MAX_TOLD = 200;

  private final InputStream in;
  private final SortedMap<String, String> global = new TreeMap<>();
  private String current = "the first entry";
  private long left;
  private int padding;
  private int headerBytes;
  private int globalBytes;

  /// Closing closes the stream.
  public TarReader(InputStream in) {
    this.in = in;
  }

  /// The next entry; empty at the end. Skips what is unread of the one before.
  public Optional<TarEntry> next() throws IOException {
    var records = new TreeMap<>(global);
    headerBytes = 0;
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
        case 'g' -> global.putAll(pax(globalRecord(size)));
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
    requireName(name);
    if (records.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse"))) {
      throw broken("sparse files are not read; pack it without --sparse");
    }
    TarEntry.Kind kind = kind((char) head[156], name);
    String link = take(records, "linkpath", cString(head, 157, 100));
    requireName(link);
    long size = takeNatural(records, "size", headSize);
    records.keySet().removeIf(key -> key.equals("atime") || key.equals("ctime"));
    boolean file = kind == TarEntry.Kind.FILE;
    left = file ? size : 0;
    padding = file ? padding(size) : 0;
    return new TarEntry(
        kind,
        name.length() > 1 && name.endsWith("/") ? name.substring(0, name.length() - 1) : name,
        (int) number(head, 100, 8) & 07777,
        takeNatural(records, "uid", number(head, 108, 8)),
        takeNatural(records, "gid", number(head, 116, 8)),
        left,
        takeNumber(records, "mtime", number(head, 136, 12)),
        link,
        natural("device", number(head, 329, 8)),
        natural("device", number(head, 337, 8)),
        records);
  }

  private void requireName(String name) throws IOException {
    if (name.length() > MAX_NAME || name.indexOf('\0') >= 0) {
      throw broken("a name has at most " + MAX_NAME + " characters and no NUL");
    }
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
      default -> throw broken("its type '" + told("" + flag) + "' is not one that is read");
    };
  }

  private byte[] globalRecord(long size) throws IOException {
    if (natural("size", size) > MAX_GLOBAL_BYTES - globalBytes) {
      throw broken("the headers for all entries have over " + MAX_GLOBAL_BYTES + " bytes");
    }
    globalBytes += (int) size;
    return record(size);
  }

  private byte[] record(long size) throws IOException {
    // The block before it counts as well, or empty ones could go on for ever.
    if (natural("size", size) > MAX_HEADER_BYTES - TarWriter.BLOCK - headerBytes) {
      throw broken("its headers have over " + MAX_HEADER_BYTES + " bytes");
    }
    headerBytes += (int) size + TarWriter.BLOCK;
    byte[] text = in.readNBytes((int) size);
    if (text.length < size) {
      throw broken("the stream ends inside its header");
    }
    padding = padding(size);
    return text;
  }

  /// Bytes from the end of a content to the next block.
  private static int padding(long size) {
    return (int) (-size & (TarWriter.BLOCK - 1));
  }

  private SortedMap<String, String> pax(byte[] text) throws IOException {
    var records = new TreeMap<String, String>();
    int at = 0;
    while (at < text.length) {
      int space = at;
      while (space < text.length && text[space] != ' ') {
        space++;
      }
      long length = decimal(new String(text, at, space - at, StandardCharsets.US_ASCII));
      if (length <= space - at + 1 || length > text.length - at) {
        throw broken("its pax header has a record of a wrong length");
      }
      int end = at + (int) length;
      String pair = new String(text, space + 1, end - space - 2, StandardCharsets.UTF_8);
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw broken("its pax header has a record without '='");
      }
      records.put(pair.substring(0, equals), pair.substring(equals + 1));
      at = end;
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

  /// Octal text, or base 256 with the top bit set and the next for a sign (GNU).
  private long number(byte[] head, int at, int length) throws IOException {
    if ((head[at] & 0x80) != 0) {
      byte[] bytes = Arrays.copyOfRange(head, at, at + length);
      bytes[0] = (byte) ((byte) (bytes[0] << 1) >> 1);
      var value = new BigInteger(bytes);
      if (value.bitLength() >= Long.SIZE) {
        throw broken("the header after it has a number beyond 64 bits");
      }
      return value.longValueExact();
    }
    String digits = cString(head, at, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8);
    } catch (NumberFormatException bad) {
      throw broken("the header after it has the number '" + told(digits) + "'");
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

  private long takeNatural(SortedMap<String, String> records, String key, long otherwise)
      throws IOException {
    return natural(key, takeNumber(records, key, otherwise));
  }

  private long natural(String what, long number) throws IOException {
    if (number < 0) {
      throw broken("its " + what + " is " + number);
    }
    return number;
  }

  /// Whole part of a decimal; pax times may have a fraction.
  private long decimal(String text) throws IOException {
    int dot = text.indexOf('.');
    try {
      return Long.parseLong(dot < 0 ? text : text.substring(0, dot));
    } catch (NumberFormatException bad) {
      throw broken("its pax header has the number '" + told(text) + "'");
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
    return new IOException("tar entry " + told(current) + ": " + what);
  }

  /// Fit for a sentence: short, and of one line.
  private static String told(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > MAX_TOLD ? line.substring(0, MAX_TOLD) + "…" : line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
