package dev.skerry.content.tar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/// Writes entries as ustar, with pax records where a name is long or not ASCII or a number does not
/// fit. Adds nothing of its own (no times, no users), so equal entries give equal bytes.
public final class TarWriter implements AutoCloseable {
  static final int BLOCK = 512;
  private static final int MAX_NAME = 100;
  private static final long MAX_OCTAL_7 = 07777777L;
  private static final long MAX_OCTAL_11 = 077777777777L;

  private final OutputStream out;

  /// Closing closes the stream.
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  public void add(TarEntry entry) throws IOException {
    add(entry, InputStream.nullInputStream());
  }

  /// @param content of exactly the entry's size
  public void add(TarEntry entry, InputStream content) throws IOException {
    var records = new TreeMap<>(entry.extended());
    putIfLong(records, "path", nameOf(entry));
    putIfLong(records, "linkpath", entry.link());
    putIfLarge(records, "size", entry.size(), MAX_OCTAL_11);
    putIfLarge(records, "mtime", entry.modifiedSeconds(), MAX_OCTAL_11);
    putIfLarge(records, "uid", entry.uid(), MAX_OCTAL_7);
    putIfLarge(records, "gid", entry.gid(), MAX_OCTAL_7);
    if (!records.isEmpty()) {
      byte[] text = pax(records);
      out.write(header(TarEntry.file("././@PaxHeader", false, text.length), 'x'));
      out.write(text);
      pad(text.length);
    }
    out.write(header(entry, entry.kind().flag));
    long written = content.transferTo(out);
    if (written != entry.size()) {
      throw new IOException(
          entry.name()
              + " changed while it was packed: "
              + entry.size()
              + " bytes became "
              + written);
    }
    pad(written);
  }

  private static String nameOf(TarEntry entry) {
    return entry.kind() == TarEntry.Kind.DIRECTORY ? entry.name() + "/" : entry.name();
  }

  private static void putIfLong(SortedMap<String, String> records, String key, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_NAME || bytes.length != text.length()) {
      records.put(key, text);
    }
  }

  private static void putIfLarge(
      SortedMap<String, String> records, String key, long value, long most) {
    if (value < 0 || value > most) {
      records.put(key, Long.toString(value));
    }
  }

  /// Each record is `<length> <key>=<value>\n`, where the length counts itself.
  private static byte[] pax(SortedMap<String, String> records) {
    var text = new ByteArrayOutputStream();
    records.forEach((key, value) -> {
      byte[] rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
      int length = rest.length + 1;
      while (Integer.toString(length).length() + rest.length != length) {
        length++;
      }
      text.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
      text.writeBytes(rest);
    });
    return text.toByteArray();
  }

  private static byte[] header(TarEntry entry, char flag) {
    byte[] block = new byte[BLOCK];
    text(block, 0, MAX_NAME, nameOf(entry));
    octal(block, 100, 8, entry.mode());
    octal(block, 108, 8, fit(entry.uid(), MAX_OCTAL_7));
    octal(block, 116, 8, fit(entry.gid(), MAX_OCTAL_7));
    octal(block, 124, 12, fit(entry.size(), MAX_OCTAL_11));
    octal(block, 136, 12, fit(entry.modifiedSeconds(), MAX_OCTAL_11));
    block[156] = (byte) flag;
    text(block, 157, MAX_NAME, entry.link());
    text(block, 257, 8, "ustar\0" + "00");
    octal(block, 329, 8, entry.deviceMajor());
    octal(block, 337, 8, entry.deviceMinor());
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte each : block) {
      sum += each & 0xff;
    }
    octal(block, 148, 7, sum);
    return block;
  }

  private static long fit(long value, long most) {
    return value < 0 || value > most ? 0 : value;
  }

  private static void text(byte[] block, int at, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, at, Math.min(bytes.length, length));
  }

  private static void octal(byte[] block, int at, int length, long value) {
    String digits = Long.toOctalString(value);
    text(block, at, length, "0".repeat(length - 1 - digits.length()) + digits + "\0");
  }

  private void pad(long written) throws IOException {
    int beyond = (int) (written % BLOCK);
    if (beyond != 0) {
      out.write(new byte[BLOCK - beyond]);
    }
  }

  /// Writes the end mark and closes the stream.
  @Override
  public void close() throws IOException {
    out.write(new byte[2 * BLOCK]);
    out.close();
  }
}
