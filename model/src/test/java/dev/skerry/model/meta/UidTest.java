package dev.skerry.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class UidTest {
  @Test
  void uidsSortAsTheirTextsDo() {
    Random chance = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      Uid one = Uid.random(chance.nextLong(), chance.nextLong());
      Uid two =
          chance.nextBoolean()
              ? Uid.random(one.high(), chance.nextLong())
              : Uid.random(chance.nextLong(), 0);
      assertThat(Integer.signum(one.compareTo(two)))
          .isEqualTo(Integer.signum(one.value().compareTo(two.value())));
      assertThat(new Uid(one.value())).isEqualTo(one).hasToString(one.value());
    }
    assertThat(new Uid("ffffffff-ffff-ffff-ffff-ffffffffffff"))
        .hasToString("ffffffff-ffff-ffff-ffff-ffffffffffff");
  }
}
