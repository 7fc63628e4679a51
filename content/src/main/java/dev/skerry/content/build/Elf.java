package dev.skerry.content.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a program or shared library asks of the dynamic loader (System V ABI, chapter 5; 64 bit,
/// little endian).
///
/// @param machine `e_machine`: 62 is x86-64, 183 is AArch64
/// @param interpreter absolute path of the loader; programs only
/// @param needed names of libraries, in order
/// @param searchPaths of `DT_RUNPATH` and `DT_RPATH`, with `$ORIGIN` as written
record Elf(
    int machine, Optional<String> interpreter, List<String> needed, List<String> searchPaths) {
  private static final int HEADER_BYTES = 64;
  private static final int MAGIC = 0x7f454c46;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final long DT_NEEDED = 1;
  private static final long DT_STRTAB = 5;
  private static final long DT_RPATH = 15;
  private static final long DT_RUNPATH = 29;

  private record Segment(int type, long offset, long address, long size) {}

  /// Empty when the file is not ELF of the kind that is read.
  static Optional<Elf> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < HEADER_BYTES) {
        return Optional.empty();
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      boolean elf64 = bytes.getInt(0) == MAGIC && bytes.get(4) == 2 && bytes.get(5) == 1;
      return elf64 ? Optional.of(parse(bytes.order(ByteOrder.LITTLE_ENDIAN))) : Optional.empty();
    } catch (IndexOutOfBoundsException | IllegalArgumentException cut) {
      throw new IOException(file + " is a damaged ELF file", cut);
    }
  }

  private static Elf parse(ByteBuffer bytes) {
    List<Segment> segments = segments(bytes);
    Optional<String> interpreter = Optional.empty();
    List<String> needed = new ArrayList<>();
    List<String> searchPaths = new ArrayList<>();
    for (Segment segment : segments) {
      if (segment.type() == PT_INTERP) {
        interpreter = Optional.of(text(bytes, segment.offset()));
      } else if (segment.type() == PT_DYNAMIC) {
        long names = strings(bytes, segment, segments);
        needed.addAll(entries(bytes, segment, DT_NEEDED, names));
        for (long tag : new long[] {DT_RUNPATH, DT_RPATH}) {
          entries(bytes, segment, tag, names)
              .forEach(paths -> searchPaths.addAll(List.of(paths.split(":", -1))));
        }
      }
    }
    return new Elf(bytes.getShort(18), interpreter, needed, searchPaths);
  }

  private static List<Segment> segments(ByteBuffer bytes) {
    long table = bytes.getLong(32);
    int entrySize = bytes.getShort(54);
    int count = bytes.getShort(56);
    var all = new ArrayList<Segment>();
    for (int i = 0; i < count; i++) {
      int at = Math.toIntExact(table + (long) i * entrySize);
      all.add(
          new Segment(
              bytes.getInt(at),
              bytes.getLong(at + 8),
              bytes.getLong(at + 16),
              bytes.getLong(at + 32)));
    }
    return all;
  }

  /// File offset of the string table, which the dynamic section names by address.
  private static long strings(ByteBuffer bytes, Segment dynamic, List<Segment> segments) {
    for (long at = dynamic.offset(); at < dynamic.offset() + dynamic.size(); at += 16) {
      if (bytes.getLong(Math.toIntExact(at)) == DT_STRTAB) {
        long address = bytes.getLong(Math.toIntExact(at + 8));
        return segments.stream()
            .filter(s -> s.type() == PT_LOAD)
            .filter(s -> address >= s.address() && address < s.address() + s.size())
            .mapToLong(s -> address - s.address() + s.offset())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no segment holds the strings"));
      }
    }
    return 0;
  }

  private static List<String> entries(ByteBuffer bytes, Segment dynamic, long tag, long names) {
    var all = new ArrayList<String>();
    for (long at = dynamic.offset(); at < dynamic.offset() + dynamic.size(); at += 16) {
      long here = bytes.getLong(Math.toIntExact(at));
      if (here == 0) {
        break;
      }
      if (here == tag) {
        all.add(text(bytes, names + bytes.getLong(Math.toIntExact(at + 8))));
      }
    }
    return all;
  }

  private static String text(ByteBuffer bytes, long offset) {
    int start = Math.toIntExact(offset);
    int end = start;
    while (bytes.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - start];
    bytes.get(start, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
