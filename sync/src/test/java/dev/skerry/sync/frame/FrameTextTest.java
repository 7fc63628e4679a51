package dev.skerry.sync.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.model.json.Json;
import dev.skerry.model.meta.GroupKind;
import dev.skerry.model.meta.ObjectKey;
import dev.skerry.model.meta.Revision;
import dev.skerry.model.meta.SiteName;
import dev.skerry.model.meta.Uid;
import dev.skerry.model.record.Body;
import dev.skerry.model.record.Part;
import dev.skerry.model.record.PartKey;
import dev.skerry.model.record.PartRecord;
import dev.skerry.model.record.Version;
import dev.skerry.sync.feed.Cursor;
import dev.skerry.sync.feed.FeedItem;
import dev.skerry.sync.feed.Life;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameTextTest {
  private static final PartKey KEY = new PartKey(Uid.random(1, 2), Part.SPEC, new SiteName("core"));

  static List<Frame> frames() {
    var cursor = Optional.of(new Cursor("7f3a", new Revision(42)));
    var self = new Identity(Identity.Kind.NODE, "s1-1", Uid.random(3, 4));
    var greeting =
        new Greeting(
            self,
            List.of("a", "b"),
            "77",
            new Life("c3", List.of(new Life.Earlier("a1", new Revision(7)))),
            true,
            cursor,
            Instant.ofEpochMilli(1_790_000_000_000L));
    var fresh =
        new Greeting(self, List.of(), "77", Life.UNTOLD, false, Optional.empty(), Instant.EPOCH);
    return List.of(
        new Frame.Hello(new Versions(1, 3), greeting),
        new Frame.Welcome(2, fresh),
        new Frame.Refuse("WRONG_IDENTITY", "site s1 was replaced"),
        new Frame.Batch(
            new Revision(1),
            new Revision(9),
            List.of(
                new FeedItem(
                    new Revision(4), record(new Body.Present(Json.object().put("a", 1).build()))),
                new FeedItem(new Revision(9), record(new Body.Gone("deleted"))))),
        new Frame.Ack(3, cursor),
        new Frame.Ack(3, Optional.empty()),
        new Frame.Reconcile(),
        new Frame.Offer(
            new Revision(5), true, 2, List.of(new Frame.Entry(KEY, new Version(1, 7))), false),
        new Frame.Want(2, List.of(KEY), List.of()),
        new Frame.Want(2, List.of(), List.of(KEY)),
        new Frame.Fill(2, List.of(record(new Body.Gone("moved"))), true),
        new Frame.Ping(12),
        new Frame.Pong(12),
        new Frame.OpenStream("4", "logs", "default/shop"),
        new Frame.StreamRefused("4", "no such pod"),
        new Frame.Bye("LEAVING", "the site stops"));
  }

  private static PartRecord record(Body body) {
    var object = ObjectKey.of(GroupKind.core("ConfigMap"), "default", "c");
    return new PartRecord(KEY, new Version(1, 7), object, new SiteName("core"), body);
  }

  @ParameterizedTest
  @MethodSource("frames")
  void everyFrameIsReadBackAsItWasWritten(Frame frame) throws Violation {
    List<byte[]> texts = FrameWriter.write(frame);
    assertThat(texts).hasSize(1);
    assertThat(new FrameReader().read(texts.getFirst())).contains(frame);
  }

  @Test
  void aGreetingOfBeforeRunsWereToldIsReadAndOneThatTellsNoneIsAsItWas() throws Violation {
    String old =
        "{'clock':0,'features':[],'incarnation':'77','kind':'SITE','max':1,'min':1,'name':'s1','t':'hello',"
            + "'uid':'00000000-0000-4000-8000-000000000001'}";
    Frame frame = read(old).orElseThrow();
    assertThat(((Frame.Hello) frame).greeting().life()).isEqualTo(Life.UNTOLD);
    assertThat(FrameWriter.write(frame)).containsExactly(bytes(old));
  }

  @Test
  void unknownFieldsAreIgnored() throws Violation {
    assertThat(read("{'t':'ping','number':3,'colour':'red'}")).contains(new Frame.Ping(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "UNKNOWN_FRAME;{'t':'dance'};dance",
        "MALFORMED;{'t':'ping'};ping.number is not a whole number",
        "MALFORMED;{'t':'ping','number':-1};not below zero",
        "MALFORMED;{'t':'ping','number':'3'};ping.number",
        "MALFORMED;{'t':'ping','number':3,'number':4};number twice",
        "MALFORMED;[1];not a JSON object",
        "MALFORMED;{'number':3};without t",
        "MALFORMED;{'t':'ping',;not JSON",
        "MALFORMED;{'t':'want','chunk':0,'keys':['x']};not a part key",
        "MALFORMED;{'t':'want','chunk':0,'keys':[7]};not a short string",
        "MALFORMED;{'t':'offer','at':1,'complete':true,'chunk':0,'last':true,'entries':[[1]]};entry",
        "MALFORMED;{'t':'batch','from':1,'to':2,'items':[{}]};below zero",
        "MALFORMED;{'t':'batch','from':1,'to':2,'items':[{'at':2,'record':{}}]};batch",
        "MALFORMED;{'t':'hello','min':3,'max':1};hello",
        "MALFORMED;{'t':'hello','min':1,'max':1,'kind':'SITE','name':'s1','uid':'00000000-0000-4000-8000-000000000001','features':[],'incarnation':'7','earlier':[['a']]};[run, until]",
      })
  void whatIsNotAFrameIsRefusedByName(CloseReason reason, String text, String sentence) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            Violation.class, violation -> assertThat(violation.reason()).isEqualTo(reason))
        .hasMessageContaining(sentence);
  }

  @Test
  void textsListsAndNestingOverTheirBoundAreRefused() {
    assertOversize("{'t':'ping','number':3,'x':'" + "x".repeat(Bounds.MAX_FRAME_BYTES) + "'}");
    assertOversize("{'t':'ping','number':3,'x':" + "[".repeat(300) + "]".repeat(300) + "}");
    assertOversize("{'t':'want','chunk':0,'keys':[" + "1,".repeat(2000) + "1]}");
    assertOversize("{'t':'bye','reason':'" + "x".repeat(3000) + "','sentence':''}");
  }

  @Test
  void piecesThatNeverEndAreRefused() {
    var reader = new FrameReader();
    String piece = "{'t':'piece','last':false,'text':'" + "x".repeat(200_000) + "'}";
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                reader.read(bytes(piece));
              }
            })
        .isInstanceOfSatisfying(
            Violation.class,
            violation -> assertThat(violation.reason()).isEqualTo(CloseReason.OVERSIZE));
  }

  private static void assertOversize(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            Violation.class,
            violation -> assertThat(violation.reason()).isEqualTo(CloseReason.OVERSIZE));
  }

  private static Optional<Frame> read(String text) throws Violation {
    return new FrameReader().read(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
