package dev.skerry.drivers.fuzz;

import com.github.luben.zstd.ZstdOutputStream;
import dev.skerry.content.tar.TarEntry;
import dev.skerry.content.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/// A layer from a seed that wants to reach a directory outside of its image: by names, by links, by
/// directories that turn into links, by deletions; or that is broken.
public final class WildLayer {
  private static final List<String> STEPS =
      List.of(
          "a",
          "a",
          "b",
          "b",
          "c",
          ".",
          "",
          "..",
          "...",
          ".wh.a",
          ".wh.b",
          ".wh..wh..opq",
          ".wh.",
          ".wh..",
          ".wh...",
          "é",
          "x".repeat(300));
  private static final List<Long> IDS = List.of(0L, 0L, 1L, 65_534L, 0xffff_fffeL, 1L << 33);
  private static final List<Long> TIMES =
      List.of(0L, 1_700_000_000L, -1L, Long.MAX_VALUE, Long.MIN_VALUE + 1);

  private final Random chance;
  private final String outside;

  /// @param outside where nothing may change
  public WildLayer(long seed, String outside) {
    this.chance = new Random(seed);
    this.outside = outside;
  }

  private <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }

  /// The blob.
  public byte[] blob() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarWriter(compressed(bytes))) {
      for (int n = 2 + chance.nextInt(10); n > 0; n--) {
        TarEntry entry = entry();
        tar.add(entry, new ByteArrayInputStream(new byte[(int) entry.size()]));
      }
    }
    return chance.nextInt(6) == 0 ? broken(bytes.toByteArray()) : bytes.toByteArray();
  }

  private OutputStream compressed(OutputStream bytes) throws IOException {
    return switch (chance.nextInt(3)) {
      case 0 -> new GZIPOutputStream(bytes);
      case 1 -> new ZstdOutputStream(bytes);
      default -> bytes;
    };
  }

  private byte[] broken(byte[] whole) {
    byte[] bad = Arrays.copyOf(whole, 1 + chance.nextInt(whole.length));
    if (chance.nextBoolean()) {
      bad = whole.clone();
      bad[chance.nextInt(bad.length)] ^= (byte) (1 << chance.nextInt(8));
    }
    return bad;
  }

  private TarEntry entry() {
    var records = new TreeMap<String, String>();
    if (chance.nextInt(40) == 0) {
      records.put(chance.nextBoolean() ? "path" : "linkpath", "a\0b");
    }
    // Links and directories more often than the rest: together they are the way out.
    TarEntry.Kind kind =
        chance.nextInt(3) == 0
            ? one(List.of(TarEntry.Kind.values()))
            : one(List.of(TarEntry.Kind.DIRECTORY, TarEntry.Kind.SYMBOLIC_LINK));
    boolean link = kind == TarEntry.Kind.SYMBOLIC_LINK || kind == TarEntry.Kind.HARD_LINK;
    return new TarEntry(
        kind,
        name(),
        chance.nextInt(010000),
        one(IDS),
        chance.nextInt(8) == 0 ? one(IDS) : 0,
        kind == TarEntry.Kind.FILE ? chance.nextInt(2_000) : 0,
        one(TIMES),
        link ? target() : "",
        1,
        5,
        records);
  }

  /// Mostly one that can be.
  private String name() {
    int steps = chance.nextInt(12) == 0 ? STEPS.size() : 5;
    var name = new ArrayList<String>();
    for (int n = 1 + chance.nextInt(3); n > 0; n--) {
      name.add(STEPS.get(chance.nextInt(steps)));
    }
    return (chance.nextInt(8) == 0 ? "/" : "") + String.join("/", name);
  }

  private String target() {
    return switch (chance.nextInt(8)) {
      case 0, 1, 2 -> outside;
      case 3 -> "../".repeat(1 + chance.nextInt(40)) + outside.substring(1);
      case 4 -> one(List.of("/", ".", "..", "", "a", "a/b", "x".repeat(300)));
      default -> name();
    };
  }
}
