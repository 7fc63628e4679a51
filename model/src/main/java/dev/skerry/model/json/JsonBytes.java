package dev.skerry.model.json;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// A JSON object at rest: its canonical UTF-8 text. Immutable and shared; encoded once and handed
/// to the store, to every watcher and to every link. Two texts that differ by one member may share
/// the bytes of the rest.
public final class JsonBytes {
  private static final Reference<Obj> NOTHING = new WeakReference<>(null);
  private static final byte[] NONE = {};

  private final byte[] text;

  /// Where [#inserted] stands in the text.
  private final int at;

  private final byte[] inserted;

  /// As objects, for as long as the collector leaves them: whoever reads a change reads it soon.
  private volatile Reference<Obj> parsed;

  private JsonBytes(byte[] text, int at, byte[] inserted, Reference<Obj> parsed) {
    this.text = text;
    this.at = at;
    this.inserted = inserted;
    this.parsed = parsed;
  }

  public static JsonBytes of(Obj object) {
    return new JsonBytes(JsonText.bytes(object), 0, NONE, new WeakReference<>(object));
  }

  /// An object with one member that is text already, and others.
  ///
  /// @param key sorts before all keys of `rest`, which has some
  public static JsonBytes of(String key, JsonBytes member, Obj rest) {
    if (rest.isEmpty() || rest.keys().getFirst().compareTo(key) <= 0) {
      throw new IllegalArgumentException(key + " is not before " + rest.keys());
    }
    byte[] others = JsonText.bytes(rest);
    byte[] name = bytes("{" + JsonText.write(Json.of(key)) + ":");
    var out = new ByteArrayOutputStream(name.length + member.size() + others.length);
    out.writeBytes(name);
    member.write(out);
    out.write(',');
    out.write(others, 1, others.length - 1);
    return stored(out.toByteArray());
  }

  /// Takes ownership of bytes that [#of] made earlier, read back from where they were kept.
  public static JsonBytes stored(byte[] text) {
    return new JsonBytes(text, 0, NONE, NOTHING);
  }

  /// Any thread.
  public Obj json() {
    Obj known = parsed.get();
    if (known == null) {
      known = JsonText.stored(whole());
      parsed = new WeakReference<>(known);
    }
    return known;
  }

  /// The member of that name as a text of its own; empty when there is none that is an object.
  public Optional<JsonBytes> member(String key) {
    byte[] all = whole();
    return new Skim(all, 0)
        .member(key)
        .filter(member -> all[member.value()] == '{')
        .map(member -> stored(Arrays.copyOfRange(all, member.value(), member.end())));
  }

  /// The object at `key`, or the empty object; the rest is not read for it.
  public Obj obj(String key) {
    Obj known = parsed.get();
    return known == null ? member(key).map(JsonBytes::json).orElse(Obj.EMPTY) : known.obj(key);
  }

  /// Without that member, which is not read.
  public JsonBytes without(String key) {
    byte[] all = whole();
    Optional<Skim.Member> found = new Skim(all, 0).member(key);
    if (found.isEmpty()) {
      return this;
    }
    int from = found.get().key();
    int to = found.get().end();
    if (all[to] == ',') {
      to++;
    } else if (all[from - 1] == ',') {
      from--;
    }
    byte[] left = Arrays.copyOf(all, all.length - (to - from));
    System.arraycopy(all, to, left, from, all.length - to);
    return stored(left);
  }

  /// With one string in the object at `inside`. The result has the bytes of this text in common
  /// with it where it can: when the member is new there, and another one follows it.
  public JsonBytes with(String value, String inside, String key) {
    OptionalInt gap = gap(inside, key);
    if (gap.isEmpty()) {
      return of(json().withAt(Json.of(value), inside, key));
    }
    byte[] piece = bytes(JsonText.write(Json.of(key)) + ":" + JsonText.write(Json.of(value)) + ",");
    Obj known = parsed.get();
    Reference<Obj> changed =
        known == null ? NOTHING : new WeakReference<>(known.withAt(Json.of(value), inside, key));
    return new JsonBytes(text, gap.getAsInt(), piece, changed);
  }

  private OptionalInt gap(String inside, String key) {
    if (inserted.length > 0) {
      return OptionalInt.empty();
    }
    Optional<Skim.Member> object =
        new Skim(text, 0).member(inside).filter(member -> text[member.value()] == '{');
    return object.isEmpty() ? OptionalInt.empty() : new Skim(text, object.get().value()).gap(key);
  }

  /// Whether both are kept as the same bytes, but for a member.
  @SuppressWarnings("ReferenceEquality")
  public boolean shares(JsonBytes other) {
    return text == other.text;
  }

  public int size() {
    return text.length + inserted.length;
  }

  /// A copy, for adapters that want an array.
  public byte[] toArray() {
    return inserted.length == 0 ? text.clone() : whole();
  }

  public void writeTo(OutputStream out) throws IOException {
    if (inserted.length == 0) {
      out.write(text);
      return;
    }
    out.write(text, 0, at);
    out.write(inserted);
    out.write(text, at, text.length - at);
  }

  private void write(ByteArrayOutputStream out) {
    out.write(text, 0, at);
    out.writeBytes(inserted);
    out.write(text, at, text.length - at);
  }

  /// Not to be changed.
  private byte[] whole() {
    if (inserted.length == 0) {
      return text;
    }
    var out = new byte[size()];
    System.arraycopy(text, 0, out, 0, at);
    System.arraycopy(inserted, 0, out, at, inserted.length);
    System.arraycopy(text, at, out, at + inserted.length, text.length - at);
    return out;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof JsonBytes that) || size() != that.size()) {
      return false;
    }
    boolean alike = at == that.at && inserted.length == that.inserted.length;
    return alike
        ? Arrays.equals(inserted, that.inserted) && Arrays.equals(text, that.text)
        : Arrays.equals(whole(), that.whole());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(whole());
  }

  @Override
  public String toString() {
    return new String(whole(), StandardCharsets.UTF_8);
  }
}
