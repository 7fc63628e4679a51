package dev.skerry.drivers.image;

import com.github.luben.zstd.ZstdInputStream;
import dev.skerry.content.tar.TarReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// Opens a layer blob as a tar, whatever it is compressed with: the first bytes tell (RFC 1952, RFC
/// 8878), media types in the wild do not always.
final class LayerTar {
  private static final int BUFFER = 64 * 1024;

  private LayerTar() {}

  static TarReader open(InputStream blob) throws IOException {
    var buffered = new BufferedInputStream(blob, BUFFER);
    buffered.mark(4);
    byte[] head = buffered.readNBytes(4);
    buffered.reset();
    if (starts(head, 0x1f, 0x8b)) {
      return new TarReader(gunzipped(buffered));
    }
    if (starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new TarReader(new ZstdInputStream(buffered));
    }
    return new TarReader(buffered);
  }

  private static InputStream gunzipped(InputStream packed) throws IOException {
    try {
      return new GZIPInputStream(packed, BUFFER);
    } catch (EOFException end) {
      throw new IOException("a layer ends within its gzip header; push the image again", end);
    }
  }

  private static boolean starts(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (head.length <= i || (head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
