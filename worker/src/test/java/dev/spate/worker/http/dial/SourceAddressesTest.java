package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceAddressesTest {
  private static final InetAddress FOUR = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SIX = InetAddress.ofLiteral("::1");

  @Test
  void eachTakesItsTurnAmongThoseThatReachTheDestination() {
    SourceAddresses.Turn turn = SourceAddresses.of(List.of("127.0.0.2", "::1", "127.0.0.3")).turn();
    assertThat(turn.next(FOUR).getAddress().getHostAddress()).isEqualTo("127.0.0.2");
    assertThat(turn.next(FOUR).getAddress().getHostAddress()).isEqualTo("127.0.0.3");
    assertThat(turn.next(FOUR).getAddress().getHostAddress()).isEqualTo("127.0.0.2");
    assertThat(turn.next(SIX).getAddress()).isEqualTo(SIX);
    assertThat(turn.next(SIX).getPort()).isZero();
  }

  @Test
  void knowWhatTheyReach() {
    assertThat(SourceAddresses.ANY.reach(SIX)).isTrue();
    SourceAddresses four = SourceAddresses.of(List.of("127.0.0.2"));
    assertThat(four.reach(FOUR)).isTrue();
    assertThat(four.reach(SIX)).isFalse();
    assertThatThrownBy(() -> four.turn().next(SIX)).hasMessageContaining("no source reaches");
  }

  @Test
  void knowWhichThisMachineHasNotGot() {
    assertThat(SourceAddresses.of(List.of("127.0.0.1", "192.0.2.5", "2001:db8::5")).missing())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("192.0.2.5", "2001:db8:0:0:0:0:0:5");
  }
}
