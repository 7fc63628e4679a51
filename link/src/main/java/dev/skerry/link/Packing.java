package dev.skerry.link;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.skerry.sync.frame.Bounds;
import dev.skerry.sync.frame.CloseReason;
import dev.skerry.sync.frame.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;

/// Texts to messages and back: one byte that says how, then the text, plain or as one zstd frame
/// (RFC 8878) with the dictionary of the protocol version. Contexts hold native memory, about 1 MiB
/// each, so the few there are go round. Any thread.
public final class Packing {
  static final byte PLAIN = 0;
  static final byte ZSTD_DICTIONARY_1 = 1;

  /// Made by `TrainDictionary` from sample frames; both ends must have the same bytes.
  static final String DICTIONARY = "frames-1.zdict";

  /// Below this many bytes a zstd frame's own 10 or so bytes do not pay.
  private static final int MIN_PACKED = 48;

  /// Idle contexts kept for each direction; more are made and closed when more links are busy.
  private static final int POOLED = 2;

  private static final int LEVEL = 3;

  /// Matches reach 256 KiB back: the largest text.
  private static final int WINDOW_LOG = 18;

  private final byte[] dictionary;
  private final ArrayBlockingQueue<ZstdCompressCtx> packers = new ArrayBlockingQueue<>(POOLED);
  private final ArrayBlockingQueue<ZstdDecompressCtx> unpackers = new ArrayBlockingQueue<>(POOLED);

  public Packing() {
    this(load());
  }

  Packing(byte[] dictionary) {
    this.dictionary = dictionary;
  }

  private static byte[] load() {
    try (InputStream in = Packing.class.getResourceAsStream(DICTIONARY)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its dictionary " + DICTIONARY);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("the dictionary " + DICTIONARY + " is unreadable", broken);
    }
  }

  byte[] pack(byte[] text) {
    if (text.length >= MIN_PACKED) {
      byte[] packed = compressed(text);
      if (packed.length < text.length) {
        return headed(ZSTD_DICTIONARY_1, packed);
      }
    }
    return headed(PLAIN, text);
  }

  private byte[] compressed(byte[] text) {
    ZstdCompressCtx packer = Optional.ofNullable(packers.poll()).orElseGet(this::newPacker);
    byte[] packed = packer.compress(text);
    if (!packers.offer(packer)) {
      packer.close();
    }
    return packed;
  }

  private ZstdCompressCtx newPacker() {
    return new ZstdCompressCtx()
        .setLevel(LEVEL)
        .setWindowLog(WINDOW_LOG)
        .setContentSize(true)
        .setChecksum(false)
        .loadDict(dictionary);
  }

  /// The text of a message; refuses what is not one or unfolds to more than a frame may have.
  byte[] unpack(byte[] message) throws Violation {
    if (message.length == 0) {
      throw malformed("an empty message");
    }
    return switch (message[0]) {
      case PLAIN -> Arrays.copyOfRange(message, 1, message.length);
      case ZSTD_DICTIONARY_1 -> decompressed(message);
      default -> throw malformed("a message of packing " + message[0] + ", known are 0 and 1");
    };
  }

  private static long saidSize(byte[] message) throws Violation {
    if (message.length < 2) {
      throw malformed("a packed message without content");
    }
    try {
      return Zstd.getFrameContentSize(message, 1, message.length - 1);
    } catch (ZstdException broken) {
      throw malformed("a message whose size is unreadable: " + broken.getMessage());
    }
  }

  private byte[] decompressed(byte[] message) throws Violation {
    long size = saidSize(message);
    if (size <= 0) {
      throw malformed("a packed message that does not say its size");
    }
    if (size > Bounds.MAX_FRAME_BYTES) {
      throw new Violation(
          CloseReason.OVERSIZE,
          "a message that unfolds to " + size + " bytes, the limit is " + Bounds.MAX_FRAME_BYTES);
    }
    ZstdDecompressCtx unpacker = Optional.ofNullable(unpackers.poll()).orElseGet(this::newUnpacker);
    try {
      var text = new byte[(int) size];
      int written =
          unpacker.decompressByteArray(text, 0, text.length, message, 1, message.length - 1);
      if (written != text.length) {
        throw malformed("a packed message that says " + size + " bytes and has " + written);
      }
      return text;
    } catch (ZstdException broken) {
      throw malformed("a message that does not unpack: " + broken.getMessage());
    } finally {
      if (!unpackers.offer(unpacker)) {
        unpacker.close();
      }
    }
  }

  private ZstdDecompressCtx newUnpacker() {
    return new ZstdDecompressCtx().loadDict(dictionary);
  }

  private static byte[] headed(byte how, byte[] content) {
    var message = new byte[content.length + 1];
    message[0] = how;
    System.arraycopy(content, 0, message, 1, content.length);
    return message;
  }

  private static Violation malformed(String sentence) {
    return new Violation(CloseReason.MALFORMED, sentence);
  }
}
