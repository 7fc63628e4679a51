package dev.skerry.content.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ReferenceTest {
  private static final String HEX = "0123456789abcdef".repeat(4);

  @Test
  void aShortNameIsLocal() throws Exception {
    Reference shop = Reference.parse("shop:v1");

    assertThat(shop.isLocal()).isTrue();
    assertThat(shop.repository()).isEqualTo("shop");
    assertThat(shop.tag()).contains("v1");
    assertThat(shop).hasToString("shop:v1");
  }

  @Test
  void withoutTagAndDigestTheTagIsLatest() throws Exception {
    assertThat(Reference.parse("edge/shop")).hasToString("edge/shop:latest");
    assertThat(Reference.parse("shop@sha256:" + HEX).tag()).isEmpty();
  }

  @Test
  void podmansLocalhostIsLocal() throws Exception {
    assertThat(Reference.parse("localhost/shop:v1")).isEqualTo(Reference.parse("shop:v1"));
  }

  @Test
  void aHostBecomesTheFirstSegmentOfTheRepository() throws Exception {
    Reference far = Reference.parse("Registry.example:5000/team/app:1@sha256:" + HEX);

    assertThat(far.host()).contains("Registry.example:5000");
    assertThat(far.repository()).isEqualTo("registry.example_5000/team/app");
    assertThat(new Tags.Tag(far.repository(), "1")).hasToString(far.repository() + ":1");
    assertThat(far.digest().orElseThrow().hex()).isEqualTo(HEX);
  }

  @Test
  void whatIsNoNameIsRefusedWithTheNameInTheSentence() {
    for (String bad :
        new String[] {"", "Shop", "a//b", "shop:", "shop@sha256:12", "../etc", "a b", "x:-t"}) {
      assertThatThrownBy(() -> Reference.parse(bad))
          .as(bad)
          .isInstanceOf(ImageRefused.class)
          .hasMessageContaining("'" + bad + "'");
    }
  }
}
