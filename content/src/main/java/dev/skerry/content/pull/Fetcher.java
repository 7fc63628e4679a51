package dev.skerry.content.pull;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// GET from one registry. Blocks for the link's time; idempotent.
public interface Fetcher {
  /// @param status of HTTP
  /// @param body to be closed by the caller
  record Fetched(int status, InputStream body) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  /// @param path such as `/v2/shop/manifests/v1`
  /// @param accept media types for the `Accept` header; empty for any
  /// @param from first byte wanted, as `Range: bytes=<from>-`; 0 for no such header
  /// @throws IOException when there is no answer, or, while the body is read, when it breaks off
  Fetched get(String path, List<String> accept, long from) throws IOException;
}
