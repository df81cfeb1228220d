package dev.spate.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.spate.plan.Lanes;
import dev.spate.plan.Octets;
import dev.spate.plan.Template;
import dev.spate.wire.ControlWire;
import dev.spate.wire.MeasureWire;
import dev.spate.wire.PlanWire;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What protobuf can say and no node may: each is refused, by name.
final class CodecLimitsTest {
  private static final MeasureWire.Interval INTERVAL = IntervalCodec.toWire(Samples.interval());
  private static final ControlWire.WorkerDescription WORKER =
      WorkerDescriptionCodec.toWire(Samples.WORKER);

  @Test
  void aReportHasNoNegativeCount() {
    MeasureWire.Interval.Builder negative = INTERVAL.toBuilder();
    negative.getArrivalsBuilder(0).setMissed(-1);
    refused("missed is negative: -1", () -> IntervalCodec.fromWire(negative.build()));

    refused(
        "sequence is negative",
        () -> IntervalCodec.fromWire(INTERVAL.toBuilder().setSequence(-1).build()));
    refused(
        "succeeded is negative",
        () -> IntervalCodec.fromWire(withRequest(request -> request.putOutcomes("succeeded", -2))));
    refused(
        "status 200 is negative",
        () -> IntervalCodec.fromWire(withRequest(request -> request.putStatuses(200, -2))));
  }

  @Test
  void sharesOfTimeAreSharesOfTime() {
    MeasureWire.Interval.Builder stolen = INTERVAL.toBuilder();
    stolen.getHealthBuilder().getStallsBuilder().setSteal(1.5);
    refused("no shares of time", () -> IntervalCodec.fromWire(stolen.build()));

    MeasureWire.Interval.Builder unknown = INTERVAL.toBuilder();
    unknown.getHealthBuilder().getStallsBuilder().setCpuWait(Double.NaN);
    refused("no shares of time", () -> IntervalCodec.fromWire(unknown.build()));
  }

  @Test
  void aReportNamesOnlyKnownOutcomes() {
    refused(
        "no such outcome: 'vanished'",
        () -> IntervalCodec.fromWire(withRequest(request -> request.putOutcomes("vanished", 1))));
  }

  @Test
  void filesArriveAsTheyWereSent() {
    Template file = new Template(List.of(new Template.File("me.png", Octets.of("bytes"))));
    PlanWire.Template.Builder wire = TemplateCodec.toWire(file).toBuilder();
    assertThat(TemplateCodec.fromWire(wire.build())).isEqualTo(file);
    wire.getPartsBuilder(0).getFileBuilder().setContent(ByteString.copyFromUtf8("bites"));
    refused("a file of the plan is not what was sent", () -> TemplateCodec.fromWire(wire.build()));
  }

  @Test
  void aReportSaysWhoseItIs() {
    refused(
        "worker is missing",
        () -> IntervalCodec.fromWire(INTERVAL.toBuilder().clearWorker().build()));
    refused(
        "worker has at most 1000 characters, not 1001",
        () -> IntervalCodec.fromWire(INTERVAL.toBuilder().setWorker("w".repeat(1_001)).build()));
  }

  @Test
  void aSampleOfAnErrorHasBounds() {
    MeasureWire.ErrorSample sample = INTERVAL.getSamples(0);
    refused(
        "at most 8192 characters, not 8193",
        () -> read(sample.toBuilder().setText("x".repeat(8_193))));
    refused("no such outcome: ''", () -> read(sample.toBuilder().clearOutcome()));
    refused("request is missing", () -> read(sample.toBuilder().clearRequest()));
    refused("a status is negative", () -> read(sample.toBuilder().setStatus(-1)));
    refused("at_ns is negative", () -> read(sample.toBuilder().setAtNs(-1)));
    MeasureWire.Interval.Builder many = INTERVAL.toBuilder();
    for (int i = 0; i < 100; i++) {
      many.addSamples(sample);
    }
    refused("at most 100 samples, not 101", () -> IntervalCodec.fromWire(many.build()));
  }

  private static void read(MeasureWire.ErrorSample.Builder sample) {
    IntervalCodec.fromWire(INTERVAL.toBuilder().setSamples(0, sample).build());
  }

  @Test
  void aWorkerHasCoresAndAWeightInRange() {
    refused(
        "0 cores", () -> WorkerDescriptionCodec.fromWire(WORKER.toBuilder().setCores(0).build()));
    refused(
        "weight 1000001",
        () -> WorkerDescriptionCodec.fromWire(WORKER.toBuilder().setWeight(1_000_001).build()));
    refused(
        "id is missing",
        () -> WorkerDescriptionCodec.fromWire(WORKER.toBuilder().clearId().build()));
  }

  @Test
  void lanesComeBackAndStayWithinTheirTotal() {
    for (Lanes lanes :
        new Lanes[] {Lanes.all(1), Lanes.all(1024), Lanes.all(65_536), Lanes.of(65_536, 65_535)}) {
      assertThat(PlanCodec.fromWire(PlanCodec.toWire(lanes))).isEqualTo(lanes);
    }
    assertThat(PlanCodec.fromWire(PlanCodec.toWire(Lanes.of(9)))).isEqualTo(Lanes.of(9));
    refused("lane 8", () -> PlanCodec.fromWire(lanes(8, new byte[] {0, 1})));
    refused("lanes, not 0", () -> PlanCodec.fromWire(lanes(0, new byte[0])));
    refused("8193 bytes", () -> PlanCodec.fromWire(lanes(65_536, new byte[8_193])));
  }

  @Test
  void aPlanOfNothingIsRefused() {
    assertThatThrownBy(() -> PlanCodec.fromWire(PlanWire.Plan.getDefaultInstance()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static PlanWire.Lanes lanes(int total, byte[] members) {
    return PlanWire.Lanes.newBuilder()
        .setTotal(total)
        .setMembers(ByteString.copyFrom(members))
        .build();
  }

  private static MeasureWire.Interval withRequest(
      Consumer<MeasureWire.RequestDelta.Builder> change) {
    MeasureWire.Interval.Builder interval = INTERVAL.toBuilder();
    change.accept(interval.getRequestsBuilder(0));
    return interval.build();
  }

  private static void refused(String message, ThrowingCallable decoding) {
    assertThatThrownBy(decoding)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
