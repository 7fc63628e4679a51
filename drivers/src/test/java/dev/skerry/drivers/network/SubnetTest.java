package dev.skerry.drivers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SubnetTest {
  @Test
  void podsGetTheAddressesBetweenGatewayAndBroadcast() {
    Subnet subnet = Subnet.parse("10.88.4.0/24");
    assertThat(subnet.gateway()).isEqualTo("10.88.4.1");
    assertThat(subnet.pod(0)).isEqualTo("10.88.4.2");
    assertThat(subnet.pod(subnet.pods() - 1)).isEqualTo("10.88.4.254");
    assertThat(subnet).hasToString("10.88.4.0/24");
  }

  @Test
  void whoeverHasAnAddressHasItsHardwareAddress() {
    assertThat(Subnet.hardware("10.88.4.2")).isEqualTo("0a:58:0a:58:04:02");
    assertThat(Subnet.hardware("192.168.255.16")).isEqualTo("0a:58:c0:a8:ff:10");
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    for (String text : List.of("10.88.0.0", "10.88.0.1/16", "10.88.0.0/31", "300.0.0.0/8", "a/8")) {
      assertThatThrownBy(() -> Subnet.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
