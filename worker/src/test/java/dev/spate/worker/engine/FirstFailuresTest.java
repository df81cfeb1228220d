package dev.spate.worker.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spate.measure.ErrorSample;
import dev.spate.measure.Interval;
import dev.spate.measure.Occupancy;
import dev.spate.measure.Outcome;
import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Plan;
import dev.spate.plan.Step;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstFailuresTest {
  private static final Cut.State STATE = new Cut.State(0, 0, Occupancy.NONE, 0, 0, false);
  private static final byte[] BUSY = "HTTP/1.1 503 Busy\n".getBytes(StandardCharsets.US_ASCII);

  private final CellPool pool = new CellPool(2);

  private Recorder recorder(int sampleErrors, int requests) {
    List<Step> flow = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      flow.add(Simulation.get("/" + i));
    }
    Plan plan = Simulation.plan(0, flow, Simulation.phase("p", 1_000_000, new ClosedLoad(1, 1, 0)));
    Recorder recorder =
        new Recorder(pool, plan.withHttp(plan.http().withSampleErrors(sampleErrors)));
    recorder.startAt(1_000);
    return recorder;
  }

  private static void fail(Recorder recorder, int request, Outcome outcome, long nowNs) {
    recorder.onFailedAnswer(request, outcome, 503, nowNs, BUSY, BUSY.length);
  }

  private static List<ErrorSample> cut(Recorder recorder) {
    Cut cut = recorder.cut(0, STATE);
    List<ErrorSample> samples = cut.errorSamples();
    cut.recycle();
    return samples;
  }

  @Test
  void aThousandFailuresLeaveTheFirstOfThem() {
    Recorder recorder = recorder(3, 1);
    for (int i = 0; i < 1_000; i++) {
      fail(recorder, 0, Outcome.STATUS_5XX, 2_000 + i);
    }
    assertThat(cut(recorder)).extracting(ErrorSample::atNs).containsExactly(1_000L, 1_001L, 1_002L);
  }

  @Test
  void theyAreTheFirstOfTheRunAndNotOfEachCut() {
    Recorder recorder = recorder(1, 1);
    fail(recorder, 0, Outcome.STATUS_5XX, 2_000);
    assertThat(cut(recorder)).hasSize(1);
    fail(recorder, 0, Outcome.STATUS_5XX, 3_000);
    assertThat(cut(recorder)).isEmpty();
  }

  @Test
  void eachRequestAndOutcomeHasItsOwn() {
    Recorder recorder = recorder(1, 2);
    for (int request = 0; request < 2; request++) {
      fail(recorder, request, Outcome.STATUS_5XX, 2_000);
      fail(recorder, request, Outcome.MALFORMED_RESPONSE, 2_000);
      fail(recorder, request, Outcome.MALFORMED_RESPONSE, 2_000);
    }
    assertThat(cut(recorder))
        .hasSize(4)
        .contains(
            new ErrorSample(
                Simulation.get("/1").name(),
                Outcome.STATUS_5XX,
                503,
                1_000,
                "HTTP/1.1 503 Busy\n"));
  }

  @Test
  void noReportHasMoreThanItMay() {
    Recorder recorder = recorder(10, 20);
    Recorder another = recorder(10, 20);
    for (int i = 0; i < 200; i++) {
      fail(recorder, i / 10, Outcome.CHECK, 2_000);
      fail(another, i / 10, Outcome.CHECK, 2_000);
    }
    Cut cut = recorder.cut(0, STATE);
    cut.absorb(another.cut(0, STATE));
    assertThat(cut.errorSamples()).hasSize(Interval.MAX_SAMPLES);
    cut.recycle();
    fail(recorder, 19, Outcome.CHECK, 2_000);
    assertThat(cut(recorder)).as("what did not fit was not counted").hasSize(1);
  }
}
