package dev.skerry.content.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.content.fuzz.Seeds;
import dev.skerry.content.fuzz.Wild;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Tars whose headers lie and whose bytes were changed. They are read, or refused by an
/// [IOException] with a short sentence; nothing that is read can mislead who unpacks it.
final class TarFuzzTest {
  private static final int IN_CI = 20_000;
  private static final List<String> NUMBERS =
      List.of(
          "00000000000",
          "77777777777",
          "-0000000001",
          "99999999999",
          "           ",
          "\u0080\0\0\0\0\0\0\0\0\0\u0002\0",
          "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
          "\u0080\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
          "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff");
  private static final List<Integer> FIELDS = List.of(100, 108, 116, 124, 124, 124, 136, 329, 337);
  private static final List<String> KEYS =
      List.of("path", "linkpath", "size", "uid", "gid", "mtime", "GNU.sparse.size", "x");
  private static final List<String> VALUES =
      List.of(
          "-1", "9223372036854775808", "9223372036854775807", "1.5", "a\0b", "../../x", "", "7");

  private static byte[] good(Wild wild) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarWriter(bytes)) {
      for (int n = 1 + wild.chance().nextInt(4); n > 0; n--) {
        String name = "a/".repeat(1 + wild.chance().nextInt(90)) + n;
        switch (wild.chance().nextInt(4)) {
          case 0 -> tar.add(TarEntry.directory(name));
          case 1 -> tar.add(TarEntry.symbolicLink(name, "../".repeat(n * 30) + "etc"));
          case 2 -> tar.add(marked(wild, name));
          default -> tar.add(TarEntry.file(name, false, 700), content(700));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static ByteArrayInputStream content(int size) {
    return new ByteArrayInputStream(new byte[size]);
  }

  private static TarEntry marked(Wild wild, String name) {
    var records = new TreeMap<String, String>();
    records.put(wild.one(KEYS), wild.one(VALUES));
    return new TarEntry(TarEntry.Kind.FILE, name, 0644, 0, 0, 0, 0, "", 0, 0, records);
  }

  /// Most of what is changed keeps its checksum right, or it never comes past the door.
  private static byte[] bad(Wild wild, byte[] tar) {
    byte[] bad = tar.clone();
    for (int n = wild.chance().nextInt(3); n > 0; n--) {
      int block = wild.chance().nextInt(bad.length / TarWriter.BLOCK) * TarWriter.BLOCK;
      byte[] number = wild.one(NUMBERS).getBytes(ISO_8859_1);
      int field = wild.one(FIELDS);
      int room = field == 124 || field == 136 ? 12 : 8;
      System.arraycopy(number, 0, bad, block + field, Math.min(room, number.length));
      if (wild.oneIn(3)) {
        bad[block + 156] = (byte) "01234567xgLKSDVM\0".charAt(wild.chance().nextInt(17));
      }
      sum(bad, block);
    }
    return wild.oneIn(3) ? wild.bytes(bad) : bad;
  }

  private static void sum(byte[] tar, int block) {
    Arrays.fill(tar, block + 148, block + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < TarWriter.BLOCK; i++) {
      sum += tar[block + i] & 0xff;
    }
    byte[] octal = String.format(java.util.Locale.ROOT, "%06o\0", sum).getBytes(ISO_8859_1);
    System.arraycopy(octal, 0, tar, block + 148, octal.length);
  }

  private static boolean isRead(byte[] bytes) {
    try (var tar = new TarReader(new ByteArrayInputStream(bytes))) {
      for (Optional<TarEntry> next = tar.next(); next.isPresent(); next = tar.next()) {
        TarEntry entry = next.get();
        assertThat(entry.size()).isNotNegative();
        assertThat(entry.uid()).isNotNegative();
        assertThat(entry.gid()).isNotNegative();
        assertThat(entry.name()).doesNotContain("\0").hasSizeLessThanOrEqualTo(4_096);
        assertThat(entry.link()).doesNotContain("\0").hasSizeLessThanOrEqualTo(4_096);
        long read = tar.content().transferTo(java.io.OutputStream.nullOutputStream());
        assertThat(read).isEqualTo(entry.size());
      }
      return true;
    } catch (IOException refused) {
      assertThat(refused.getMessage()).isNotBlank().hasSizeLessThan(500);
      assertThat(refused.getMessage()).doesNotContainPattern("\\p{Cntrl}");
      return false;
    }
  }

  @Test
  void aForgedTarIsReadOrRefusedAndNothingElse() {
    var read = new AtomicInteger();
    var refused = new AtomicInteger();
    Seeds.each(
        IN_CI,
        seed -> {
          var wild = new Wild(seed);
          (isRead(bad(wild, good(wild))) ? read : refused).incrementAndGet();
        });
    // Both happen, or this fuzzes nothing.
    assertThat(read.get()).isPositive();
    assertThat(refused.get()).isPositive();
  }
}
