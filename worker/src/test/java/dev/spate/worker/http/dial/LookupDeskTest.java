package dev.spate.worker.http.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LookupDeskTest {
  private static final long PATIENCE_NS = 600_000_000_000L;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final ScriptedLookup names = new ScriptedLookup().answer("shop.example", "10.0.0.2");
  private final List<List<InetAddress>> told = new CopyOnWriteArrayList<>();

  private void ask(LookupDesk desk, String host) {
    desk.ask(host, Runnable::run, told::add);
  }

  @Test
  void tellsTheAddressesOrThatThereAreNone() {
    LookupDesk desk = new LookupDesk(names, PATIENCE_NS);
    ask(desk, "shop.example");
    await().atMost(LONG).until(() -> !told.isEmpty());
    ask(desk, "nowhere.example");
    await().atMost(LONG).until(() -> told.size() >= 2);
    assertThat(told).containsExactly(List.of(InetAddress.ofLiteral("10.0.0.2")), List.of());
  }

  @Test
  void aLookupThatBreaksFindsNothing() {
    LookupDesk desk =
        new LookupDesk(
            _ -> {
              throw new SecurityException("not that name");
            },
            PATIENCE_NS);
    ask(desk, "shop.example");
    await().atMost(LONG).until(() -> !told.isEmpty());
    assertThat(told).containsExactly(List.of());
  }

  @Test
  void isNotHeldUpByAnAskerThatIsGone() {
    LookupDesk desk = new LookupDesk(names, PATIENCE_NS);
    desk.ask(
        "shop.example",
        _ -> {
          throw new RejectedExecutionException("closed");
        },
        told::add);
    ask(desk, "shop.example");
    await().atMost(LONG).until(() -> !told.isEmpty());
    assertThat(told).hasSize(1);
  }

  @Test
  void refusesAtOnceWhenTooManyWait() {
    LookupDesk desk = new LookupDesk(names, PATIENCE_NS);
    names.hold();
    int most = LookupDesk.THREADS + LookupDesk.MOST_WAITING;
    for (int i = 0; i < most; i++) {
      ask(desk, "shop.example");
    }
    assertThat(told).isEmpty();
    ask(desk, "shop.example");
    assertThat(told).containsExactly(List.of());
    names.release();
    await().atMost(LONG).until(() -> told.size() >= most + 1);
  }

  @Test
  void doesNotLookUpWhatHasWaitedTooLong() {
    LookupDesk desk = new LookupDesk(names, 1);
    names.hold();
    for (int i = 0; i < LookupDesk.THREADS + 1; i++) {
      ask(desk, "shop.example");
    }
    names.release();
    await().atMost(LONG).until(() -> told.size() >= LookupDesk.THREADS + 1);
    assertThat(told.getLast()).isEmpty();
    assertThat(names.asked()).hasSizeLessThanOrEqualTo(LookupDesk.THREADS);
  }
}
