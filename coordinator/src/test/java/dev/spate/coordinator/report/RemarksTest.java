package dev.spate.coordinator.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemarksTest {
  private static Report failingOnce(Outcome outcome) {
    return new SimulatedRun(Plans.plan(Plans.steady("steady", 200, 5)), 2)
        .target((_, _, _, arrival) ->
            arrival % 100 == 3 ? Answer.failing(0.001, outcome, 0) : Answer.after(0.002))
        .report();
  }

  @ParameterizedTest
  @CsvSource({
    "NO_LOCAL_PORT, http.connections.sources, ip_local_port_range",
    "NO_FILE_DESCRIPTOR, ulimit -n, http.connections.perWorker"
  })
  void sayWhatToDoWhereAWorkerRanOut(Outcome outcome, String one, String other) {
    assertThat(failingOnce(outcome).remarks())
        .singleElement()
        .satisfies(remark -> {
          assertThat(remark.code()).isEqualTo(outcome.name());
          assertThat(remark.message()).startsWith("10 requests found no ").contains(one, other);
        });
  }

  @Test
  void sayNothingOfWhatTheTargetDid() {
    assertThat(failingOnce(Outcome.CONNECT_REFUSED).remarks()).isEmpty();
  }
}
