package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final SocketAddress A = address(1);
  private static final SocketAddress B = address(2);
  private static final SocketAddress C = address(3);

  private final AddressRotation rotation = new AddressRotation(List.of(A, B, C));

  private static SocketAddress address(int last) {
    return new InetSocketAddress(InetAddress.ofLiteral("192.0.2." + last), 80);
  }

  @Test
  void eachAddressIsTriedOnceAndARefusalIsWhatIsTold() {
    Tries tries = new Tries(rotation, 0, 0);
    assertThat(tries.address()).isEqualTo(A);
    assertThat(tries.onFailed(Outcome.CONNECT_FAILED, 0)).isNull();
    assertThat(tries.address()).isEqualTo(B);
    assertThat(tries.onFailed(Outcome.CONNECT_REFUSED, 0)).isNull();
    assertThat(tries.address()).isEqualTo(C);
    assertThat(tries.onFailed(Outcome.CONNECT_FAILED, 0)).isEqualTo(Outcome.CONNECT_REFUSED);
  }

  @Test
  void anAddressThatFailedIsTheLastForOthers() {
    Tries tries = new Tries(rotation, 0, 0);
    tries.onFailed(Outcome.CONNECT_REFUSED, 0);
    assertThat(new Tries(rotation, 0, 0).address()).isEqualTo(C);
    assertThat(new Tries(rotation, 0, 0).address()).isEqualTo(B);
    tries.onConnected(); // B, which was never bad
  }

  @Test
  void withoutFileDescriptorsNothingElseIsTriedAndNoAddressIsToBlame() {
    Tries tries = new Tries(rotation, 4, 0);
    assertThat(tries.onFailed(Outcome.NO_FILE_DESCRIPTOR, 0)).isEqualTo(Outcome.NO_FILE_DESCRIPTOR);
    new Tries(rotation, 4, 0);
    new Tries(rotation, 4, 0);
    assertThat(new Tries(rotation, 4, 0).address()).isEqualTo(A);
  }

  @Test
  void withoutPortsOtherSourcesAreTriedAndThenOtherAddresses() {
    Tries tries = new Tries(rotation, 2, 0);
    for (SocketAddress each : List.of(A, A, B, B, C)) {
      assertThat(tries.address()).isEqualTo(each);
      assertThat(tries.onFailed(Outcome.NO_LOCAL_PORT, 0)).isNull();
    }
    assertThat(tries.onFailed(Outcome.NO_LOCAL_PORT, 0)).isEqualTo(Outcome.NO_LOCAL_PORT);
    assertThat(new Tries(rotation, 2, 0).address()).isEqualTo(A); // none is to blame
  }

  @Test
  void notAllOfManySourcesAreTried() {
    Tries tries = new Tries(new AddressRotation(List.of(A)), 256, 0);
    for (int i = 1; i < Tries.MOST_SOURCES; i++) {
      assertThat(tries.onFailed(Outcome.NO_LOCAL_PORT, 0)).isNull();
    }
    assertThat(tries.onFailed(Outcome.NO_LOCAL_PORT, 0)).isEqualTo(Outcome.NO_LOCAL_PORT);
  }
}
