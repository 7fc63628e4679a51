package dev.skerry.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What every [Contents] promises; each adapter runs it.
public abstract class ContentsContract {
  protected static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  protected Instant now = NOON;

  protected abstract Contents contents();

  /// Changes one bit of a stored blob behind the adapter's back.
  protected abstract void damage(Digest digest) throws IOException;

  /// Lets only so many further bytes fit.
  protected abstract void leaveFree(long bytes);

  protected static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  protected Digest store(String text) throws IOException {
    Digest digest = Digest.of(text.getBytes(UTF_8));
    try (Upload upload = contents().upload("u-" + digest.hex())) {
      upload.append(0, stream(text));
      upload.commit(digest);
    }
    return digest;
  }

  private String read(Digest digest) throws IOException {
    try (InputStream in = contents().open(digest)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static ContentFailure.Why why(Throwable thrown) {
    return ((ContentFailure) thrown).why();
  }

  @Test
  void whatIsCommittedIsReadBack() throws Exception {
    Digest digest = store("a till");

    assertThat(read(digest)).isEqualTo("a till");
    assertThat(contents().size(digest)).isEqualTo(6);
    assertThat(contents().list()).containsExactly(new Contents.Blob(digest, 6, NOON));
  }

  @Test
  void storingTheSameBytesTwiceKeepsOneBlob() throws Exception {
    store("twice");
    store("twice");

    assertThat(contents().list()).hasSize(1);
  }

  @Test
  void anUploadGoesOnWhereItStopped() throws Exception {
    try (Upload first = contents().upload("slow-link")) {
      first.append(0, stream("half "));
    }
    assertThat(contents().hasUpload("slow-link")).isTrue();

    Digest digest = Digest.of("half and half".getBytes(UTF_8));
    try (Upload second = contents().upload("slow-link")) {
      assertThat(second.offset()).isEqualTo(5);
      second.append(5, stream("and half"));
      second.commit(digest);
    }

    assertThat(read(digest)).isEqualTo("half and half");
    assertThat(contents().hasUpload("slow-link")).isFalse();
  }

  @Test
  void aStreamThatBreaksKeepsWhatCameBefore() throws Exception {
    InputStream breaking = new SequenceInputStream(stream("xxx"), new CutStream());
    try (Upload upload = contents().upload("cut")) {
      assertThatThrownBy(() -> upload.append(0, breaking))
          .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.CUT));

      assertThat(upload.offset()).isEqualTo(3);
      upload.append(3, stream("yz"));
      upload.commit(Digest.of("xxxyz".getBytes(UTF_8)));
    }
  }

  @Test
  void anAppendAtTheWrongPlaceIsRefused() throws Exception {
    try (Upload upload = contents().upload("gap")) {
      assertThatThrownBy(() -> upload.append(7, stream("late")))
          .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.WRONG_OFFSET));
      assertThat(upload.offset()).isZero();
    }
  }

  @Test
  void otherBytesThanPromisedAreDropped() throws Exception {
    Digest promised = Digest.of("promised".getBytes(UTF_8));
    Upload upload = contents().upload("liar");
    upload.append(0, stream("something else"));

    assertThatThrownBy(() -> upload.commit(promised))
        .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.MISMATCH));

    assertThat(contents().has(promised)).isFalse();
    assertThat(contents().hasUpload("liar")).isFalse();
  }

  @Test
  void oneUploadHasOneOwnerAtATime() throws Exception {
    try (Upload first = contents().upload("mine")) {
      assertThatThrownBy(() -> contents().upload("mine"))
          .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.BUSY));
      first.abort();
    }
    contents().upload("mine").close();
  }

  @Test
  void aDamagedBlobIsReportedAndRemovedAndCanBeStoredAgain() throws Exception {
    Digest digest = store("precious");
    damage(digest);

    assertThatThrownBy(() -> read(digest))
        .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.DAMAGED))
        .hasMessageContaining("fetch it again");

    assertThat(contents().has(digest)).isFalse();
    store("precious");
    assertThat(read(digest)).isEqualTo("precious");
  }

  @Test
  void aFullDiskIsRefusedByNameAndLeavesNothingHalfWritten() throws Exception {
    Digest before = store("before");
    leaveFree(3);

    assertThatThrownBy(() -> store("too much"))
        .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.FULL));

    assertThat(contents().list()).extracting(Contents.Blob::digest).containsExactly(before);
    assertThat(read(before)).isEqualTo("before");
    leaveFree(1_000);
    Upload rest = contents().upload("u-" + Digest.of("too much".getBytes(UTF_8)).hex());
    int held = Math.toIntExact(rest.offset());
    rest.append(held, stream("too much".substring(held)));
    rest.commit(Digest.of("too much".getBytes(UTF_8)));
  }

  @Test
  void keepingABlobMarksItAsUsedNow() throws Exception {
    Digest digest = store("kept");
    now = NOON.plusSeconds(60);

    assertThat(contents().keep(digest)).isTrue();

    assertThat(contents().list().getFirst().usedAt()).isEqualTo(now);
    assertThat(contents().keep(Digest.of(new byte[0]))).isFalse();
  }

  @Test
  void aBlobThatIsNotHereSaysSo() {
    Digest digest = Digest.of("absent".getBytes(UTF_8));

    assertThatThrownBy(() -> contents().open(digest))
        .satisfies(t -> assertThat(why(t)).isEqualTo(ContentFailure.Why.MISSING))
        .hasMessageContaining(digest.toString());
  }

  @Test
  void readingFromAnOffsetGivesTheRest() throws Exception {
    Digest digest = store("0123456789");

    try (InputStream in = contents().open(digest, 7)) {
      assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("789");
    }
  }

  @Test
  void abandonedUploadsAreDroppedAndOpenOnesAreNot() throws Exception {
    contents().upload("abandoned").close();
    try (Upload open = contents().upload("open")) {
      int dropped = contents().dropUploads(Instant.MAX.minusSeconds(1));

      assertThat(dropped).isEqualTo(1);
      assertThat(contents().hasUpload("abandoned")).isFalse();
      assertThat(contents().hasUpload(open.id())).isTrue();
    }
  }
}
