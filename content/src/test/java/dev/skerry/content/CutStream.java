package dev.skerry.content;

import java.io.IOException;
import java.io.InputStream;

/// A stream over a link that is cut.
public final class CutStream extends InputStream {
  @Override
  public int read() throws IOException {
    throw new IOException("link cut");
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    throw new IOException("link cut");
  }
}
