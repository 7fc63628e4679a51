package dev.skerry.api.resource;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonBytes;
import dev.skerry.model.json.Obj;
import dev.skerry.model.kind.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes a list around the texts that its objects already have.
final class Listing {
  private Listing() {}

  static byte[] text(Kind kind, Obj metadata, List<JsonBytes> items) throws IOException {
    Obj head =
        Json.object()
            .put("apiVersion", kind.apiVersion())
            .put("kind", kind.listKind())
            .put("metadata", metadata)
            .build();
    String text = head.toString();
    var out =
        new ByteArrayOutputStream(text.length() + items.stream().mapToInt(i -> i.size() + 1).sum());
    out.write(utf8(text.substring(0, text.length() - 1) + ",\"items\":["));
    String separator = "";
    for (JsonBytes item : items) {
      out.write(utf8(separator));
      item.writeTo(out);
      separator = ",";
    }
    out.write(utf8("]}"));
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
