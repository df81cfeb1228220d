package dev.spate.worker;

import static dev.spate.worker.http.io.Transport.EPOLL;
import static dev.spate.worker.http.io.Transport.IO_URING;
import static dev.spate.worker.http.io.Transport.NIO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.spate.worker.http.io.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Isolated("measures, or takes much of the machine")
class TransportChoiceTest {
  private static List<Double> steady(double figure) {
    return List.of(figure / 10, figure, figure, figure);
  }

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
  void takesTheCheapestButTheUsualOneWhereThatIsAsGood(
      double epoll, double uring, Transport chosen) {
    assumeTrue(Transport.usual() == EPOLL);
    TransportChoice choice =
        TransportChoice.of(Map.of(EPOLL, steady(epoll), IO_URING, steady(uring)));
    assertThat(choice.transport()).isEqualTo(chosen);
    assertThat(choice.settled()).isTrue();
  }

  @Test
  void decidesNothingWhileTheFiguresStillRise() {
    Map<Transport, List<Double>> rounds =
        Map.of(EPOLL, steady(100), IO_URING, List.of(50.0, 100.0, 200.0, 400.0));
    TransportChoice choice = TransportChoice.of(rounds);
    assertThat(choice.transport()).isEqualTo(Transport.usual());
    assertThat(choice.settled()).isFalse();
    assertThat(choice.line()).contains("undecided", "io_uring 200");
  }

  @Test
  void oneFigureOfThreeDecidesNothing() {
    TransportChoice choice =
        TransportChoice.of(Map.of(EPOLL, steady(100), IO_URING, List.of(1.0, 112.0, 111.0, 125.0)));
    assertThat(choice.perCpuSecond()).containsEntry(EPOLL, 100.0).containsEntry(IO_URING, 112.0);
  }

  @Test
  void threeRoundsAreTooFewToTell() {
    assertThat(TransportChoice.settled(Map.of(NIO, List.of(1.0, 1.0, 1.0)))).isFalse();
    assertThat(TransportChoice.settled(Map.of(NIO, List.of(1.0, 1.0, 1.0, 1.0)))).isTrue();
  }

  @Test
  void takesTheUsualOneWhereAllBroke() {
    assertThat(TransportChoice.of(Map.of(EPOLL, steady(0), IO_URING, steady(0))).transport())
        .isEqualTo(Transport.usual());
    assertThat(TransportChoice.of(Map.of()).transport()).isEqualTo(Transport.usual());
  }

  @Test
  void saysWhatItFoundInOneLine() {
    assumeTrue(Transport.usual() == EPOLL);
    assertThat(
            TransportChoice.of(Map.of(EPOLL, steady(110_000.4), IO_URING, steady(181_234))).line())
        .isEqualTo("transport io_uring (requests per CPU-second: io_uring 181,234, epoll 110,000)");
    assertThat(TransportChoice.only(NIO).line()).isEqualTo("transport nio");
  }

  @ParameterizedTest
  @EnumSource
  void theRehearsalOfASingleTransportTakesIt(Transport transport) {
    if (transport.available()) {
      List<TransportChoice> told = new ArrayList<>();
      assertThat(Rehearsal.hold(List.of(transport), told::add)).isEqualTo(transport);
      assertThat(told).containsExactly(TransportChoice.only(transport));
    }
  }

  @Test
  void whoDoesNotRehearseTakesTheUsualOne() {
    List<TransportChoice> told = new ArrayList<>();
    Transport chosen = Rehearsal.skip(Transport.named(Transport.AUTO), told::add);
    assertThat(chosen).isEqualTo(Transport.usual());
    assertThat(told).containsExactly(TransportChoice.only(chosen));
    assertThat(Rehearsal.skip(List.of(NIO), _ -> {})).isEqualTo(NIO);
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
