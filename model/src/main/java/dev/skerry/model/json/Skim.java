package dev.skerry.model.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/// Finds its way in canonical text (sorted keys, no spaces) without making values of it. For text
/// that [JsonText] wrote; any other is a bug.
final class Skim {
  /// Where a member's key begins, where its value does, and where that ends, in bytes.
  record Member(int key, int value, int end) {}

  private final byte[] text;
  private final int object;

  /// @param object where an object begins: its `{`
  Skim(byte[] text, int object) {
    this.text = text;
    this.object = object;
  }

  /// The member of that name: empty when there is none.
  Optional<Member> member(String name) {
    byte[] wanted = written(name);
    for (int at = first(); text[at] == '"'; at = next(at)) {
      if (keyAgainst(at, wanted) == 0) {
        int value = endOfString(at) + 1;
        return Optional.of(new Member(at, value, end(value)));
      }
    }
    return Optional.empty();
  }

  /// Where a new member of that name comes to stand before another one; empty when it would be the
  /// last, when there is one of that name, and when that is not plain to see: what is written with
  /// escapes, or beyond ASCII, does not sort by its bytes.
  OptionalInt gap(String name) {
    if (!isPlain(name)) {
      return OptionalInt.empty();
    }
    byte[] wanted = written(name);
    for (int at = first(); text[at] == '"'; at = next(at)) {
      int order = keyAgainst(at, wanted);
      if (order == 0 || isEscaped(at)) {
        return OptionalInt.empty();
      }
      if (order > 0) {
        return OptionalInt.of(at);
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
  }

  /// As a key is written, without its quotes.
  private static byte[] written(String name) {
    if (isPlain(name)) {
      return name.getBytes(StandardCharsets.US_ASCII);
    }
    byte[] quoted = JsonText.bytes(Json.of(name));
    return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
  }

  private int first() {
    return object + 1;
  }

  /// The key after this member, or the end of the object.
  private int next(int key) {
    int end = end(endOfString(key) + 1);
    return text[end] == ',' ? end + 1 : end;
  }

  private int keyAgainst(int key, byte[] wanted) {
    return Arrays.compareUnsigned(text, key + 1, endOfString(key) - 1, wanted, 0, wanted.length);
  }

  private boolean isEscaped(int key) {
    int end = endOfString(key);
    for (int at = key; at < end; at++) {
      if (text[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// Behind the closing quote.
  private int endOfString(int quote) {
    int at = quote + 1;
    while (text[at] != '"') {
      at += text[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /// Behind the value that begins there.
  private int end(int value) {
    int at = value;
    int depth = 0;
    do {
      switch (text[at]) {
        case '"' -> at = endOfString(at);
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> at++;
        default -> at = endOfWord(at);
      }
    } while (depth > 0);
    return at;
  }

  /// Behind a number, `true`, `false` or `null`.
  private int endOfWord(int word) {
    int at = word;
    while (at < text.length && text[at] != ',' && text[at] != '}' && text[at] != ']') {
      at++;
    }
    return at;
  }
}
