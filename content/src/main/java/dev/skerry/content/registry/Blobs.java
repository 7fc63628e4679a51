package dev.skerry.content.registry;

import dev.skerry.content.ContentFailure;
import dev.skerry.content.Contents;
import dev.skerry.content.Digest;
import dev.skerry.content.registry.Refusal.Code;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/v2/<name>/blobs/<digest>`: whole blobs and one range of them (RFC 9110, 14).
final class Blobs {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

  private final Contents contents;

  Blobs(Contents contents) {
    this.contents = contents;
  }

  Answer answer(Request request, Route.BlobAt at) throws Refusal, ContentFailure {
    boolean head = request.method().equals("HEAD");
    if (!head && !request.method().equals("GET")) {
      throw Registry.unsupported(request);
    }
    Digest digest = at.digest();
    if (!contents.keep(digest)) {
      throw new Refusal(Code.BLOB_UNKNOWN, "blob " + digest + " is not here");
    }
    long size = contents.size(digest);
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", "application/octet-stream");
    headers.put("Docker-Content-Digest", digest.toString());
    headers.put("Accept-Ranges", "bytes");
    Optional<Matcher> range = request.header("range").map(RANGE::matcher).filter(Matcher::matches);
    if (head) {
      return Answer.head(200, headers, size);
    }
    if (range.isEmpty()) {
      return Answer.stream(200, headers, size, contents.open(digest));
    }
    long first = Long.parseLong(range.get().group(1));
    String end = range.get().group(2);
    long last = end.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(end));
    if (first >= size || last < first) {
      throw new Refusal(
          Code.RANGE_INVALID, "blob " + digest + " has " + size + " bytes, not from " + first);
    }
    headers.put("Content-Range", "bytes " + first + "-" + last + "/" + size);
    long length = last - first + 1;
    InputStream rest = contents.open(digest, first);
    return Answer.stream(206, headers, length, new Part(rest, length));
  }

  /// The first bytes of a stream.
  private static final class Part extends InputStream {
    private final InputStream in;
    private long left;

    Part(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = in.read(into, from, (int) Math.min(left, length));
      left -= Math.max(0, count);
      return count;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
