package dev.skerry.api.openapi;

import dev.skerry.api.http.Exchange;
import dev.skerry.api.status.Refused;
import dev.skerry.control.write.Refusal;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import dev.skerry.model.kind.Kinds;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// `/openapi/v3`: the index and the documents. Documents are made when first asked for and kept as
/// bytes while the registry stays the same. Any thread.
public final class OpenApi {
  private static final String ROOT = "/openapi/v3";
  private static final int HASH_BYTES = 16;

  private final Supplier<Kinds> kinds;
  private volatile @Nullable Made made;

  /// @param texts by path, such as `apis/apps/v1`
  private record Made(Kinds kinds, SortedMap<String, Document> texts) {}

  /// @param of the kinds that it describes
  private record Document(List<Kind> of, String hash, Bytes text) {
    /// Kinds stay the same from registry to registry until their definitions change; comparing what
    /// is in them would cost more than writing a document.
    @SuppressWarnings("ReferenceEquality")
    boolean describes(List<Kind> kinds) {
      return IntStream.range(0, Math.max(of.size(), kinds.size()))
          .allMatch(i -> i < of.size() && i < kinds.size() && of.get(i) == kinds.get(i));
    }
  }

  /// Bytes that are handed out as they are.
  private static final class Bytes {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  public OpenApi(Supplier<Kinds> kinds) {
    this.kinds = kinds;
  }

  /// @param path behind `/openapi/v3`; none for the index
  public void answer(Exchange exchange, List<String> path) throws Refused, IOException {
    SortedMap<String, Document> documents = documents();
    if (path.isEmpty()) {
      exchange.answer(200, index(documents));
      return;
    }
    Document document = documents.get(String.join("/", path));
    if (document == null) {
      throw Refused.because(
          Refusal.Reason.NOT_FOUND, "the server could not find the requested resource");
    }
    String tag = "\"" + document.hash() + "\"";
    exchange.setHeader("ETag", tag);
    if (exchange.query("hash").isPresent()) {
      exchange.setHeader("Cache-Control", "public, immutable");
    }
    if (exchange.header("If-None-Match").orElse("").equals(tag)) {
      exchange.answer(304, Exchange.JSON, new byte[0]);
    } else {
      exchange.answer(200, Exchange.JSON, document.text().bytes);
    }
  }

  private static Obj index(SortedMap<String, Document> documents) {
    Obj.Builder paths = Json.object();
    documents.forEach((path, document) ->
        paths.put(
            path,
            Obj.EMPTY.with("serverRelativeURL", ROOT + "/" + path + "?hash=" + document.hash())));
    return Obj.EMPTY.with("paths", paths.build());
  }

  private SortedMap<String, Document> documents() {
    Kinds now = kinds.get();
    Made before = made;
    if (before != null && before.kinds() == now) {
      return before.texts();
    }
    var texts = new TreeMap<String, Document>();
    for (String group : now.groups()) {
      for (String version : now.versions(group)) {
        String path = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
        Document known = before == null ? null : before.texts().get(path);
        List<Kind> kinds = now.in(group, version);
        texts.put(path, known != null && known.describes(kinds) ? known : document(kinds, path));
      }
    }
    made = new Made(now, texts);
    return texts;
  }

  private static Document document(List<Kind> kinds, String path) {
    var text = new DocumentText("/" + path);
    kinds.forEach(text::add);
    byte[] bytes = JsonText.bytes(text.json());
    return new Document(kinds, hash(bytes), new Bytes(bytes));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().withUpperCase().formatHex(sum, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this JDK has no SHA-256", missing);
    }
  }
}
