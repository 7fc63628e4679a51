package dev.skerry.api.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Knows whether a write is waiting for the client. One thread writes, any may ask.
final class Sending extends FilterOutputStream {
  private volatile boolean stuck;

  Sending(OutputStream out) {
    super(out);
  }

  boolean isStuck() {
    return stuck;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stuck = true;
    try {
      out.write(bytes, offset, length);
    } finally {
      stuck = false;
    }
  }

  @Override
  public void flush() throws IOException {
    stuck = true;
    try {
      out.flush();
    } finally {
      stuck = false;
    }
  }
}
