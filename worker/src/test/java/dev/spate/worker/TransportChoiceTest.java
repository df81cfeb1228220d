package dev.spate.worker;

import static dev.spate.worker.http.io.Transport.EPOLL;
import static dev.spate.worker.http.io.Transport.IO_URING;
import static dev.spate.worker.http.io.Transport.NIO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.worker.http.io.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class TransportChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "100, 130, IO_URING",
    "100, 106, IO_URING",
    "100, 104, EPOLL",
    "100, 100, EPOLL",
    "100, 60, EPOLL",
    "0, 60, IO_URING",
    "100, 0, EPOLL"
  })
  void takesTheCheapestButEpollWhereThatIsAsGood(double epoll, double uring, Transport chosen) {
    TransportChoice choice =
        TransportChoice.of(Map.of(EPOLL, List.of(epoll), IO_URING, List.of(uring)));
    assertThat(choice.transport()).isEqualTo(chosen);
  }

  @Test
  void oneRoundThatWasDisturbedDecidesNothing() {
    TransportChoice choice =
        TransportChoice.of(
            Map.of(EPOLL, List.of(100.0, 900.0, 101.0), IO_URING, List.of(130.0, 2.0, 131.0)));
    assertThat(choice.transport()).isEqualTo(IO_URING);
    assertThat(choice.perCpuSecond()).containsEntry(EPOLL, 101.0).containsEntry(IO_URING, 130.0);
  }

  @Test
  void takesAnotherWhereThereIsNoEpoll() {
    assertThat(
            TransportChoice.of(Map.of(NIO, List.of(100.0), IO_URING, List.of(101.0))).transport())
        .isEqualTo(IO_URING);
  }

  @Test
  void takesTheUsualOneWhereAllBroke() {
    assertThat(TransportChoice.of(Map.of(EPOLL, List.of(0.0), IO_URING, List.of(0.0))).transport())
        .isEqualTo(Transport.usual());
    assertThat(TransportChoice.of(Map.of()).transport()).isEqualTo(Transport.usual());
  }

  @Test
  void saysWhatItFoundInOneLine() {
    assertThat(
            TransportChoice.of(Map.of(EPOLL, List.of(110_000.4), IO_URING, List.of(181_234.0)))
                .line())
        .isEqualTo("transport io_uring (requests per CPU-second: io_uring 181,234, epoll 110,000)");
    assertThat(TransportChoice.only(NIO).line()).isEqualTo("transport nio");
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {})
  void theRehearsalOfASingleTransportTakesIt(Transport transport) {
    if (transport.available()) {
      List<TransportChoice> told = new ArrayList<>();
      assertThat(Rehearsal.hold(List.of(transport), told::add)).isEqualTo(transport);
      assertThat(told).containsExactly(TransportChoice.only(transport));
    }
  }

  @Test
  void theRehearsalOfSeveralComparesThemAll() {
    List<Transport> candidates = Transport.named(Transport.AUTO);
    List<TransportChoice> told = new ArrayList<>();
    Transport chosen = Rehearsal.hold(candidates, told::add);
    assertThat(told)
        .singleElement()
        .satisfies(choice -> {
          assertThat(choice.transport()).isEqualTo(chosen);
          if (candidates.size() > 1) {
            assertThat(choice.perCpuSecond()).containsOnlyKeys(candidates);
            assertThat(choice.perCpuSecond().values()).allMatch(figure -> figure > 100);
          }
        });
  }
}
