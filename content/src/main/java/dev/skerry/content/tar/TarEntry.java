package dev.skerry.content.tar;

import java.util.SortedMap;
import java.util.TreeMap;

/// The head of one tar entry.
///
/// @param name as written: relative or absolute, `..` and all, but without a `/` at the end
/// @param mode permission bits with setuid, setgid and sticky, octal 0 to 7777
/// @param size bytes of content; 0 for anything but files
/// @param modifiedSeconds since 1970
/// @param link target of symbolic and hard links, else empty
/// @param deviceMajor of devices, else 0
/// @param extended pax records that are none of the above, such as `SCHILY.xattr.…`
public record TarEntry(
    Kind kind,
    String name,
    int mode,
    long uid,
    long gid,
    long size,
    long modifiedSeconds,
    String link,
    long deviceMajor,
    long deviceMinor,
    SortedMap<String, String> extended) {

  /// Type flags of POSIX ustar.
  public enum Kind {
    FILE('0'),
    HARD_LINK('1'),
    SYMBOLIC_LINK('2'),
    CHARACTER_DEVICE('3'),
    BLOCK_DEVICE('4'),
    DIRECTORY('5'),
    FIFO('6');

    final char flag;

    Kind(char flag) {
      this.flag = flag;
    }
  }

  private static final int FILE_MODE = 0644;
  private static final int PROGRAM_MODE = 0755;

  public static TarEntry directory(String name) {
    return new TarEntry(Kind.DIRECTORY, name, PROGRAM_MODE, 0, 0, 0, 0, "", 0, 0, new TreeMap<>());
  }

  public static TarEntry file(String name, boolean executable, long size) {
    int mode = executable ? PROGRAM_MODE : FILE_MODE;
    return new TarEntry(Kind.FILE, name, mode, 0, 0, size, 0, "", 0, 0, new TreeMap<>());
  }

  public static TarEntry symbolicLink(String name, String target) {
    return new TarEntry(Kind.SYMBOLIC_LINK, name, 0777, 0, 0, 0, 0, target, 0, 0, new TreeMap<>());
  }
}
