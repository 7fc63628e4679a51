package dev.skerry.sync.frame;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonLimits;
import dev.skerry.model.json.JsonRefused;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.Life;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Text to frame. Unknown fields are ignored, so that a newer end may say more; an unknown type is
/// refused by name. Keeps the pieces of a large frame; one reader per connection, one thread.
public final class FrameReader {
  /// A body nests at most 64 levels as written, and managedFields mirror it inside a frame.
  private static final int MAX_DEPTH = 160;

  private static final int MAX_FEATURES = 64;

  private final StringBuilder pieces = new StringBuilder();

  /// Takes one received text.
  ///
  /// @return the frame, or empty when the text was a piece and more are to come
  public Optional<Frame> read(byte[] text) throws Violation {
    Fields fields = parse(text, Bounds.MAX_FRAME_BYTES);
    if (!fields.type().equals("piece")) {
      return Optional.of(frame(fields));
    }
    String piece =
        fields.json().string("text").orElseThrow(() -> malformed("a piece without text"));
    if (pieces.length() + piece.length() > Bounds.MAX_WHOLE_BYTES) {
      throw new Violation(
          CloseReason.OVERSIZE, "pieces of more than " + Bounds.MAX_WHOLE_BYTES + " characters");
    }
    pieces.append(piece);
    if (!fields.flag("last")) {
      return Optional.empty();
    }
    byte[] whole = pieces.toString().getBytes(StandardCharsets.UTF_8);
    pieces.setLength(0);
    pieces.trimToSize();
    return Optional.of(frame(parse(whole, Bounds.MAX_WHOLE_BYTES)));
  }

  private static Fields parse(byte[] text, int maxBytes) throws Violation {
    try {
      JsonText.Parsed parsed = JsonText.parse(text, new JsonLimits(maxBytes, MAX_DEPTH));
      if (!parsed.duplicates().isEmpty()) {
        throw malformed("a frame names " + parsed.duplicates().getFirst() + " twice");
      }
      if (!(parsed.value() instanceof Obj json)) {
        throw malformed("a frame is not a JSON object");
      }
      return new Fields(json.string("t").orElseThrow(() -> malformed("a frame without t")), json);
    } catch (JsonRefused refused) {
      throw switch (refused.why()) {
        case MALFORMED -> malformed("a frame is not JSON: " + refused.getMessage());
        case TOO_DEEP, TOO_LARGE ->
            new Violation(CloseReason.OVERSIZE, "a frame is too large: " + refused.getMessage());
      };
    }
  }

  private static Frame frame(Fields in) throws Violation {
    try {
      return switch (in.type()) {
        case "hello" ->
            new Frame.Hello(new Versions(in.count("min"), in.count("max")), greeting(in));
        case "welcome" -> new Frame.Welcome(in.count("protocol"), greeting(in));
        case "refuse" -> new Frame.Refuse(in.words("reason"), in.words("sentence"));
        case "batch" ->
            new Frame.Batch(
                in.revision("from"),
                in.revision("to"),
                in.list("items", Bounds.MAX_ITEMS, FrameReader::item));
        case "ack" -> new Frame.Ack(in.number("frames"), in.cursor("cursor"));
        case "reconcile" -> new Frame.Reconcile();
        case "offer" -> offer(in);
        case "want" ->
            new Frame.Want(
                in.count("chunk"),
                in.list("keys", Bounds.MAX_ENTRIES, FrameReader::key),
                in.listOrNone("newer", Bounds.MAX_ENTRIES, FrameReader::key));
        case "fill" ->
            new Frame.Fill(
                in.count("chunk"),
                in.list("records", Bounds.MAX_ITEMS, PartRecord::read),
                in.flag("done"));
        case "ping" -> new Frame.Ping(in.number("number"));
        case "pong" -> new Frame.Pong(in.number("number"));
        case "open" ->
            new Frame.OpenStream(in.words("id"), in.words("purpose"), in.words("target"));
        case "streamRefused" -> new Frame.StreamRefused(in.words("id"), in.words("sentence"));
        case "bye" -> new Frame.Bye(in.words("reason"), in.words("sentence"));
        default ->
            throw new Violation(
                CloseReason.UNKNOWN_FRAME, "this end knows no frame '" + brief(in.type()) + "'");
      };
    } catch (IllegalArgumentException bad) {
      throw malformed("a field of '" + brief(in.type()) + "': " + bad.getMessage());
    }
  }

  private static Greeting greeting(Fields in) throws Violation {
    var from =
        new Identity(
            Identity.Kind.valueOf(in.words("kind")), in.words("name"), new Uid(in.words("uid")));
    return new Greeting(
        from,
        in.list("features", MAX_FEATURES, FrameReader::string),
        in.words("incarnation"),
        life(in),
        in.flagOrFalse("complete"),
        in.cursor("have"),
        Instant.ofEpochMilli(in.number("clock")));
  }

  /// An end that is older than this says nothing of it.
  private static Life life(Fields in) throws Violation {
    List<Life.Earlier> earlier = in.listOrNone("earlier", Bounds.MAX_RUNS, FrameReader::earlier);
    return new Life(in.json().has("run") ? in.words("run") : "", earlier);
  }

  private static Life.Earlier earlier(Json json) {
    if (json instanceof Json.Arr(List<Json> fields)
        && fields.size() >= 2
        && fields.get(1) instanceof Json.Int(long until)) {
      return new Life.Earlier(string(fields.getFirst()), new Revision(until));
    }
    throw new IllegalArgumentException("an earlier run is not [run, until]");
  }

  private static Frame offer(Fields in) throws Violation {
    List<Frame.Entry> entries = in.list("entries", Bounds.MAX_ENTRIES, FrameReader::entry);
    return new Frame.Offer(
        in.revision("at"), in.flag("complete"), in.count("chunk"), entries, in.flag("last"));
  }

  private static FeedItem item(Json json) {
    long at = json.integer("at").orElse(-1);
    return new FeedItem(new Revision(at), PartRecord.read(json.obj("record")));
  }

  private static PartKey key(Json json) {
    return PartKey.parse(string(json));
  }

  private static Frame.Entry entry(Json json) {
    if (json instanceof Json.Arr(List<Json> fields)
        && fields.size() >= 3
        && fields.get(1) instanceof Json.Int(long epoch)
        && fields.get(2) instanceof Json.Int(long sequence)) {
      return new Frame.Entry(key(fields.getFirst()), new Version(epoch, sequence));
    }
    throw new IllegalArgumentException("an entry is not [key, epoch, sequence]");
  }

  private static String string(Json json) {
    if (json instanceof Json.Str(String value) && value.length() <= Bounds.MAX_WORDS) {
      return value;
    }
    throw new IllegalArgumentException("not a short string");
  }

  private static Violation malformed(String sentence) {
    return new Violation(CloseReason.MALFORMED, sentence);
  }

  private static String brief(String type) {
    return type.substring(0, Math.min(type.length(), 40));
  }
}
