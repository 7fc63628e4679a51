package dev.skerry.cli;

import dev.skerry.server.client.Refused;
import dev.skerry.server.config.DataDir;
import java.nio.file.Path;

/// The `--data` option.
final class Data {
  private Data() {}

  static DataDir required(Path data) throws Refused {
    if (data.toString().isEmpty()) {
      throw new Refused(Refused.Kind.USAGE, "--data DIR is missing: which directory?");
    }
    return new DataDir(data);
  }
}
