package dev.skerry.control.signing;

import static dev.skerry.control.story.Objects.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.control.access.User;
import dev.skerry.control.story.Story;
import dev.skerry.model.json.Json;
import dev.skerry.model.json.Obj;
import dev.skerry.model.meta.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RequestExpiryTest {
  /// Asks to be ada, in crew and tills; made by openssl.
  private static final String ADA =
      "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIbk1JR1BBZ0VBTUMweEREQUtC"
          + "Z05WQkFNTUEyRmtZVEVOTUFzR0ExVUVDZ3dFWTNKbGR6RU9NQXdHQTFVRQpDZ3dGZEdsc2JITXdX"
          + "VEFUQmdjcWhrak9QUUlCQmdncWhrak9QUU1CQndOQ0FBUUViSjdOVTYrMWtpY2c5NXR5Ck1aUFhV"
          + "UW5vMjViYTV3V0JnTzl6WGNLb2I3cGNFUEU1OGhlTWVwRFVhbmY1TXcvYkdNcDVzMDMzRG9XU25K"
          + "NVQKTWVWcW9BQXdDZ1lJS29aSXpqMEVBd0lEUndBd1JBSWdJTjNkaW5JTW5jdWxRTWVlVFRuY2Ru"
          + "VFYydXhaelJaTgo0TnBSaVFCSVoza0NJRkF1QVd0NmFLUUNxRGlUbGdvR1pwSzcxeXVzS0tjaTFw"
          + "dzdubzRkTmdhMgotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K";

  private final Story core = new Story("core", new RequestExpiry());

  private static ObjectKey key(String name) {
    return ObjectKey.of(Signers.REQUEST, "", name);
  }

  private void ask(String name) {
    core.put(
        json(
            """
            {'apiVersion': 'certificates.k8s.io/v1', 'kind': 'CertificateSigningRequest',
             'metadata': {'name': '%s'},
             'spec': {'request': '%s', 'signerName': 'example.com/till', 'usages': ['client auth']}}
            """
                .formatted(name, ADA)));
  }

  private void decide(String name, String type) {
    Obj condition =
        json(
            "{'type': '%s', 'status': 'True', 'lastUpdateTime': '%s'}".formatted(type, core.now()));
    core.merge(key(name), Obj.EMPTY.withAt(Json.array(List.of(condition)), "status", "conditions"));
  }

  @Test
  void whatNobodyAnsweredGoesAfterADayAndWhatWasAnsweredAfterAnHour() {
    for (String name : List.of("pending", "denied", "failed", "waits", "issued")) {
      ask(name);
    }
    decide("denied", "Denied");
    decide("failed", "Failed");
    decide("waits", "Approved");
    decide("issued", "Approved");
    core.merge(key("issued"), json("{'status': {'certificate': 'LS0t'}}"));
    core.settle();
    core.advance(Duration.ofMinutes(59));
    assertThat(core.all(Signers.REQUEST)).hasSize(5);
    core.advance(Duration.ofMinutes(1));
    assertThat(core.all(Signers.REQUEST))
        .extracting(entry -> entry.key().name())
        .containsExactly("pending", "waits");
    core.advance(Duration.ofHours(23));
    assertThat(core.all(Signers.REQUEST))
        .extracting(entry -> entry.key().name())
        .containsExactly("waits");
  }

  @Test
  void theNameInARequestIsRead() {
    assertThat(RequestedName.of(Base64.getDecoder().decode(ADA)))
        .hasValueSatisfying(user -> {
          assertThat(user.name()).isEqualTo("ada");
          assertThat(user.groups()).containsExactlyInAnyOrder("crew", "tills");
        });
  }

  @Test
  void whatIsCutAnywhereIsNoRequest() {
    byte[] der = Base64.getMimeDecoder().decode(body());
    for (int length = 0; length < der.length; length++) {
      byte[] cut = Arrays.copyOf(der, length);
      assertThat(RequestedName.of(pem(cut))).as("%d bytes", length).isEmpty();
    }
    assertThat(RequestedName.of(pem(der))).map(User::name).contains("ada");
    assertThat(RequestedName.of(der)).isEmpty();
  }

  private static String body() {
    String pem = new String(Base64.getDecoder().decode(ADA), StandardCharsets.US_ASCII);
    return pem.replaceAll("-----[A-Z ]*-----", "");
  }

  private static byte[] pem(byte[] der) {
    String text =
        "-----BEGIN CERTIFICATE REQUEST-----\n"
            + Base64.getEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE REQUEST-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
