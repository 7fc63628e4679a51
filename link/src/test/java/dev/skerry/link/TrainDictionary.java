package dev.skerry.link;

import com.github.luben.zstd.ZstdDictTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the dictionary of protocol version 1 from [SampleFrames]. Run once; the result is part of
/// the protocol, so a better one is a new file under a new packing byte:
///
/// `java -cp <test classpath> dev.skerry.link.TrainDictionary
/// link/src/main/resources/dev/skerry/link/frames-1.zdict`
final class TrainDictionary {
  private static final long SEED = 1;
  private static final int SAMPLES = 4000;

  /// A dictionary is loaded into every context: small matters more than the last percent.
  private static final int DICTIONARY_BYTES = 16 * 1024;

  private TrainDictionary() {}

  static byte[] train() {
    var trainer = new ZstdDictTrainer(16 * 1024 * 1024, DICTIONARY_BYTES, 3);
    for (byte[] text : new SampleFrames(SEED).texts(SAMPLES)) {
      trainer.addSample(text);
    }
    return trainer.trainSamples();
  }

  static void main(String[] args) throws IOException {
    Files.write(Path.of(args[0]), train());
  }
}
