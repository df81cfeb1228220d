package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddressRotationTest {
  private static final SocketAddress A = address(1);
  private static final SocketAddress B = address(2);
  private static final SocketAddress C = address(3);

  private final AddressRotation rotation = new AddressRotation(List.of(A, B, C));

  private static SocketAddress address(int last) {
    return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + last), 80);
  }

  private List<SocketAddress> next(int count, long nowNs) {
    return Stream.generate(() -> rotation.next(nowNs)).limit(count).toList();
  }

  @Test
  void addressesTakeTurns() {
    assertThat(next(4, 0)).containsExactly(A, B, C, A);
  }

  @Test
  void oneThatFailedIsBehindTheOthersForAWhile() {
    rotation.onFailed(B, 1_000);
    assertThat(next(4, 1_000)).containsExactly(A, C, A, C);
    assertThat(next(4, 1_000 + AddressRotation.BEHIND_NS - 1)).doesNotContain(B);
    assertThat(next(3, 1_000 + AddressRotation.BEHIND_NS)).contains(B);
  }

  @Test
  void whereAllFailedTheOneThatDidSoLongestAgoIsFirst() {
    rotation.onFailed(A, 30);
    rotation.onFailed(B, 10);
    rotation.onFailed(C, 20);
    assertThat(rotation.next(40)).isEqualTo(B);
    rotation.onFailed(B, 40);
    assertThat(rotation.next(50)).isEqualTo(C);
    rotation.onFailed(C, 50);
    assertThat(rotation.next(60)).isEqualTo(A);
  }

  @Test
  void oneThatWorksAgainIsBackInTheTurn() {
    rotation.onFailed(B, 10);
    rotation.onConnected(B);
    assertThat(next(3, 10)).containsExactly(A, B, C);
  }

  @Test
  void theSameAddressesInAnotherOrderChangeNothing() {
    assertThat(rotation.next(0)).isEqualTo(A);
    rotation.replace(List.of(C, A, B));
    assertThat(next(3, 0)).containsExactly(B, C, A);
  }

  @Test
  void whatIsKnownOfAnAddressStaysWhereItRemains() {
    rotation.onFailed(B, 10);
    rotation.replace(List.of(B, address(4)));
    assertThat(rotation.size()).isEqualTo(2);
    assertThat(next(2, 10)).containsOnly(address(4));
    rotation.onFailed(C, 10); // gone: nothing to remember
    rotation.onConnected(C);
  }

  @Test
  void theTurnGoesOnWhereThereAreFewer() {
    assertThat(next(2, 0)).containsExactly(A, B);
    rotation.replace(List.of(A));
    assertThat(next(2, 0)).containsExactly(A, A);
  }

  @Test
  void thereIsAlwaysOne() {
    assertThatThrownBy(() -> new AddressRotation(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rotation.replace(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
