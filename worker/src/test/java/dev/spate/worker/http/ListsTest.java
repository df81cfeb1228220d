package dev.spate.worker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spate.worker.engine.Exchange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The small structures that a requester keeps its connections and exchanges in, each against a
/// plain one of the JDK.
class ListsTest {
  private static final long SEED = 42;
  private static final int STEPS = 100_000;

  /// Places need no connection to be in order.
  @SuppressWarnings("NullAway")
  private static ConnectionList.Place place() {
    return new ConnectionList.Place(null);
  }

  @Test
  void aConnectionListIsOrderedByAgeWhateverComesAndGoes() {
    Random random = new Random(SEED);
    ConnectionList list = new ConnectionList();
    TreeMap<Long, ConnectionList.Place> model = new TreeMap<>();
    List<ConnectionList.Place> places = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      places.add(place());
    }
    for (int step = 0; step < STEPS; step++) {
      ConnectionList.Place place = places.get(random.nextInt(places.size()));
      model.values().remove(place);
      if (random.nextInt(3) == 0) {
        place.leave();
        place.leave();
      } else {
        // Nearly always the youngest; sometimes one from before. Instants are unique.
        long sinceNs = 1_000L * step + (random.nextInt(10) == 0 ? -4_999 : 0);
        list.add(place, sinceNs);
        model.put(sinceNs, place);
      }
      assertThat(list.isEmpty()).isEqualTo(model.isEmpty());
      if (!model.isEmpty()) {
        assertThat(list.oldest()).isSameAs(model.firstEntry().getValue());
        assertThat(list.youngest()).isSameAs(model.lastEntry().getValue());
        assertThat(Objects.requireNonNull(list.oldest()).sinceNs()).isEqualTo(model.firstKey());
      }
    }
  }

  @Test
  void aPlaceThatIsAddedToAnotherListLeavesTheOneItWasIn() {
    ConnectionList one = new ConnectionList();
    ConnectionList other = new ConnectionList();
    ConnectionList.Place place = place();
    one.add(place, 1);
    other.add(place, 2);
    assertThat(one.isEmpty()).isTrue();
    assertThat(other.oldest()).isSameAs(place);
  }

  @Test
  void waitingExchangesLeaveInTheOrderInWhichTheyCame() {
    Random random = new Random(SEED);
    WaitingExchanges waiting = new WaitingExchanges();
    ArrayDeque<Exchange> exchanges = new ArrayDeque<>();
    ArrayDeque<Integer> requests = new ArrayDeque<>();
    Answers answers = new Answers();
    for (int step = 0; step < STEPS; step++) {
      boolean growing = step / 5_000 % 2 == 0;
      if (random.nextInt(10) < (growing ? 7 : 3)) {
        Exchange exchange = answers.exchange("");
        exchanges.add(exchange);
        requests.add(step);
        waiting.add(step, exchange);
      } else if (!exchanges.isEmpty()) {
        assertThat(waiting.firstRequest()).isEqualTo(requests.remove());
        assertThat(waiting.remove()).isSameAs(exchanges.remove());
      }
      assertThat(waiting.isEmpty()).isEqualTo(exchanges.isEmpty());
    }
    waiting.clear();
    assertThat(waiting.isEmpty()).isTrue();
    assertThatThrownBy(waiting::remove).isInstanceOf(NullPointerException.class);
  }

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
