package dev.skerry.model.json;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A JSON object at rest: its canonical UTF-8 text. Immutable and shared; encoded once and handed
/// to the store, to every watcher and to every link.
public final class JsonBytes {
  private static final Reference<Obj> NOTHING = new WeakReference<>(null);

  private final byte[] text;

  /// As objects, for as long as the collector leaves them: whoever reads a change reads it soon.
  private volatile Reference<Obj> parsed;

  private JsonBytes(byte[] text, Reference<Obj> parsed) {
    this.text = text;
    this.parsed = parsed;
  }

  public static JsonBytes of(Obj object) {
    return new JsonBytes(JsonText.bytes(object), new WeakReference<>(object));
  }

  /// Takes ownership of bytes that [#of] made earlier, read back from where they were kept.
  public static JsonBytes stored(byte[] text) {
    return new JsonBytes(text, NOTHING);
  }

  /// Any thread.
  public Obj json() {
    Obj known = parsed.get();
    if (known == null) {
      known = JsonText.stored(text);
      parsed = new WeakReference<>(known);
    }
    return known;
  }

  public int size() {
    return text.length;
  }

  /// A copy, for adapters that want an array.
  public byte[] toArray() {
    return text.clone();
  }

  public void writeTo(OutputStream out) throws IOException {
    out.write(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonBytes that && Arrays.equals(text, that.text);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(text);
  }

  @Override
  public String toString() {
    return new String(text, StandardCharsets.UTF_8);
  }
}
