package dev.spate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final String TEXT =
      """
      {
        "run": { "startedAt": "2026-11-22T17:00:00.250Z", "ending": "completed" },
        "ledger": { "requests": { "started": 60, "succeeded": 60 }, "balanced": true },
        "metrics": { "schedule_lag": { "percentiles": { "99": { "value": 0.00025 } } } },
        "timeline": [
          { "slot": 0, "planned": 10, "offered": 10, "requests": 10, "inFlight": 3 },
          { "slot": 1, "planned": 20, "offered": 20, "requests": 20, "inFlight": 7 },
          { "slot": 2, "planned": 40, "offered": 30, "requests": 30, "inFlight": 0 }
        ]
      }
      """;

  private static Report report(String text) {
    return new Report(new JsonMapper().readTree(text));
  }

  @Test
  void readsTheSecondsThatAreAskedFor() throws IOException {
    Report report = report(TEXT).requireSound();
    assertThat(report.startMs() % 1_000).isEqualTo(250);
    assertThat(report.requests(1, 3)).isEqualTo(50);
    assertThat(report.requests(1, 2)).isEqualTo(20);
    assertThat(report.offered(1, 3)).isEqualTo(50.0 / 60);
    assertThat(report.mostInFlight()).isEqualTo(7);
    assertThat(report.lagMicroseconds("99")).isEqualTo(250);
    assertThat(report.lagMicroseconds("99.9")).isNaN();
  }

  @Test
  void refusesARunThatIsNoneToMeasure() {
    for (String wrong :
        new String[] {
          TEXT.replace("\"succeeded\": 60", "\"succeeded\": 59"),
          TEXT.replace("\"started\": 60, \"succeeded\": 60", "\"started\": 0, \"succeeded\": 0"),
          TEXT.replace("\"balanced\": true", "\"balanced\": false"),
          TEXT.replace("completed", "stopped")
        }) {
      assertThatThrownBy(() -> report(wrong).requireSound())
          .hasMessageContaining("not a sound run");
    }
  }
}
