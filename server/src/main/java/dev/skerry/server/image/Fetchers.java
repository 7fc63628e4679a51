package dev.skerry.server.image;

import dev.skerry.content.pull.Fetcher;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The registry of a control plane that has several addresses: the first that answers.
public final class Fetchers implements Fetcher, AutoCloseable {
  private final List<HttpFetcher> each = new ArrayList<>();

  /// @param addresses `https://HOST:PORT`, not empty
  public Fetchers(List<URI> addresses, SSLContext tls) {
    addresses.forEach(address -> each.add(new HttpFetcher(address, tls)));
  }

  @Override
  public Fetched get(String path, List<String> accept, long from) throws IOException {
    Optional<IOException> first = Optional.empty();
    for (HttpFetcher fetcher : each) {
      try {
        return fetcher.get(path, accept, from);
      } catch (IOException silent) {
        first = first.or(() -> Optional.of(silent));
      }
    }
    throw first.orElseThrow(() -> new IOException("no address of a registry was given"));
  }

  @Override
  public void close() {
    each.forEach(HttpFetcher::close);
  }
}
