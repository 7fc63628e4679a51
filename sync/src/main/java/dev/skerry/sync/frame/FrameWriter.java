package dev.skerry.sync.frame;

import dev.skerry.model.json.Json;
import dev.skerry.model.json.JsonText;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.Life;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Frame to text: canonical JSON with the type in `t`. Stateless; any thread.
public final class FrameWriter {
  /// Characters in a piece: at most 4 bytes each, and twice that when every one is escaped.
  static final int PIECE_CHARS = Bounds.MAX_FRAME_BYTES / 8 - 64;

  private FrameWriter() {}

  /// The texts to send, in order: one, or pieces of at most [Bounds#MAX_FRAME_BYTES] when a single
  /// record is larger.
  ///
  /// @throws IllegalArgumentException when the frame exceeds [Bounds#MAX_WHOLE_BYTES]
  public static List<byte[]> write(Frame frame) {
    byte[] whole = JsonText.bytes(json(frame));
    if (whole.length <= Bounds.MAX_FRAME_BYTES) {
      return List.of(whole);
    }
    if (whole.length > Bounds.MAX_WHOLE_BYTES) {
      throw new IllegalArgumentException(
          "a frame of " + whole.length + " bytes; the limit is " + Bounds.MAX_WHOLE_BYTES);
    }
    return pieces(new String(whole, StandardCharsets.UTF_8));
  }

  private static List<byte[]> pieces(String text) {
    var pieces = new ArrayList<byte[]>();
    int at = 0;
    while (at < text.length()) {
      int end = Math.min(text.length(), at + PIECE_CHARS);
      if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      var piece = typed("piece").put("text", text.substring(at, end));
      pieces.add(JsonText.bytes(piece.put("last", end == text.length()).build()));
      at = end;
    }
    return pieces;
  }

  private static Obj json(Frame frame) {
    return switch (frame) {
      case Frame.Hello(Versions versions, Greeting greeting) ->
          greeting(typed("hello").put("min", versions.min()).put("max", versions.max()), greeting);
      case Frame.Welcome(int protocol, Greeting greeting) ->
          greeting(typed("welcome").put("protocol", protocol), greeting);
      case Frame.Refuse(String reason, String sentence) ->
          typed("refuse").put("reason", reason).put("sentence", sentence).build();
      case Frame.Batch batch -> batch(batch);
      case Frame.Ack ack -> ack(ack);
      case Frame.Reconcile() -> typed("reconcile").build();
      case Frame.Offer offer -> offer(offer);
      case Frame.Want want -> want(want);
      case Frame.Fill(int chunk, List<PartRecord> records, boolean done) ->
          typed("fill")
              .put("chunk", chunk)
              .put("records", Json.array(records.stream().map(PartRecord::toJson).toList()))
              .put("done", done)
              .build();
      case Frame.Ping(long number) -> typed("ping").put("number", number).build();
      case Frame.Pong(long number) -> typed("pong").put("number", number).build();
      case Frame.OpenStream(String id, String purpose, String target) ->
          typed("open").put("id", id).put("purpose", purpose).put("target", target).build();
      case Frame.StreamRefused(String id, String sentence) ->
          typed("streamRefused").put("id", id).put("sentence", sentence).build();
      case Frame.Bye(String reason, String sentence) ->
          typed("bye").put("reason", reason).put("sentence", sentence).build();
    };
  }

  private static Obj.Builder typed(String type) {
    return Json.object().put("t", type);
  }

  private static Obj greeting(Obj.Builder out, Greeting greeting) {
    Identity from = greeting.from();
    out.put("kind", from.kind().name()).put("name", from.name()).put("uid", from.uid().value());
    out.put("features", Json.strings(greeting.features()));
    out.put("incarnation", greeting.incarnation());
    Life life = greeting.life();
    if (!life.isUntold()) {
      out.put("run", life.run());
      out.put("earlier", Json.array(life.earlier().stream().map(FrameWriter::earlier).toList()));
    }
    if (greeting.complete()) {
      out.put("complete", true);
    }
    greeting.have().ifPresent(cursor -> out.put("have", cursor(cursor)));
    return out.put("clock", greeting.clock().toEpochMilli()).build();
  }

  private static Json.Arr earlier(Life.Earlier run) {
    return Json.array(List.of(Json.of(run.run()), Json.of(run.until().value())));
  }

  private static Obj cursor(Cursor cursor) {
    return Json.object()
        .put("incarnation", cursor.incarnation())
        .put("position", cursor.position().value())
        .build();
  }

  private static Obj batch(Frame.Batch batch) {
    Revision from = batch.from();
    return typed("batch")
        .put("from", from.value())
        .put("to", batch.to().value())
        .put("items", Json.array(batch.items().stream().map(FrameWriter::item).toList()))
        .build();
  }

  private static Obj item(FeedItem item) {
    return Json.object()
        .put("at", item.position().value())
        .put("record", item.record().toJson())
        .build();
  }

  private static Obj ack(Frame.Ack ack) {
    Obj.Builder out = typed("ack").put("frames", ack.frames());
    ack.cursor().ifPresent(cursor -> out.put("cursor", cursor(cursor)));
    return out.build();
  }

  private static Obj offer(Frame.Offer offer) {
    return typed("offer")
        .put("at", offer.at().value())
        .put("complete", offer.complete())
        .put("chunk", offer.chunk())
        .put("entries", Json.array(offer.entries().stream().map(FrameWriter::entry).toList()))
        .put("last", offer.last())
        .build();
  }

  private static Obj want(Frame.Want want) {
    Obj.Builder out = typed("want").put("chunk", want.chunk()).put("keys", keys(want.keys()));
    return (want.newer().isEmpty() ? out : out.put("newer", keys(want.newer()))).build();
  }

  private static Json.Arr keys(List<PartKey> keys) {
    return Json.strings(keys.stream().map(PartKey::toString).toList());
  }

  /// `[key, epoch, sequence]`: a list of thousands, so without names.
  private static Json.Arr entry(Frame.Entry entry) {
    return Json.array(
        List.of(
            Json.of(entry.key().toString()),
            Json.of(entry.version().epoch()),
            Json.of(entry.version().sequence())));
  }
}
