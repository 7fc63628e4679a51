package dev.skerry.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class NamesTest {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  @Test
  void namesAreTheOnesOfRfc1123() {
    var chance = new Random(7);
    String alphabet = "ab0-.A_";
    for (int n = 0; n < 20_000; n++) {
      var name = new StringBuilder();
      for (int i = chance.nextInt(7); i > 0; i--) {
        name.append(alphabet.charAt(chance.nextInt(alphabet.length())));
      }
      String text = name.toString();
      assertThat(Names.isLabel(text)).as(text).isEqualTo(LABEL.matcher(text).matches());
      assertThat(Names.isSubdomain(text)).as(text).isEqualTo(SUBDOMAIN.matcher(text).matches());
    }
  }

  @Test
  void namesHaveALongestLength() {
    assertThat(Names.isLabel("a".repeat(63))).isTrue();
    assertThat(Names.isLabel("a".repeat(64))).isFalse();
    assertThat(Names.isSubdomain("a".repeat(253))).isTrue();
    assertThat(Names.isSubdomain("a".repeat(254))).isFalse();
  }

  @Test
  void aSegmentStaysBetweenItsSlashes() {
    assertThat(Names.isSegment("system:basic-user")).isTrue();
    assertThat(Names.isSegment("Käpt'n 1")).isTrue();
    for (String bad : new String[] {"", ".", "..", "a/b", "a%2Fb", "a\nb", "a".repeat(254)}) {
      assertThat(Names.isSegment(bad)).as(bad).isFalse();
    }
  }

  @Test
  void aUidIsAUuidInLowerCase() {
    String uid = "0123abcd-4567-49ab-8cde-f0123456789a";
    assertThat(new Uid(uid)).hasToString(uid);
    for (String bad :
        new String[] {
          "", uid + "0", uid.replace('a', 'A'), uid.replace('-', '0'), "g" + uid.substring(1)
        }) {
      assertThatThrownBy(() -> new Uid(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
