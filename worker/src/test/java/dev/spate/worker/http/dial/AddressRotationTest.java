package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressRotationTest {
  @Test
  void addressesTakeTurnsAndOneThatFailedIsPassedOverUntilAllHave() {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      addresses.add(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + i), 80));
    }
    AddressRotation rotation = new AddressRotation(addresses);
    assertThat(List.of(rotation.next(), rotation.next(), rotation.next(), rotation.next()))
        .containsExactly(0, 1, 2, 0);
    rotation.onFailed(1);
    assertThat(List.of(rotation.next(), rotation.next(), rotation.next())).containsExactly(2, 0, 2);
    rotation.onFailed(0);
    rotation.onFailed(2);
    assertThat(List.of(rotation.next(), rotation.next(), rotation.next()))
        .containsExactlyInAnyOrder(0, 1, 2);
    assertThat(rotation.address(1)).isEqualTo(addresses.get(1));
    assertThatThrownBy(() -> new AddressRotation(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
