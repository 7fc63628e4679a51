package dev.skerry.api.http;

import java.io.IOException;
import java.io.OutputStream;

/// Writes lines until it is done, and closes what it writes to.
public interface Lines {
  void write(OutputStream out) throws IOException, InterruptedException;
}
