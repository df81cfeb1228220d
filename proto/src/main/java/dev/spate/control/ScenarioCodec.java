package dev.spate.control;

import com.google.protobuf.ByteString;
import dev.spate.plan.Body;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import dev.spate.plan.Think;
import dev.spate.wire.PlanWire;
import java.util.Set;

/// [Scenario] on the wire.
final class ScenarioCodec {
  private ScenarioCodec() {}

  static PlanWire.Scenario toWire(Scenario scenario) {
    return PlanWire.Scenario.newBuilder()
        .setName(scenario.name())
        .setWeight(scenario.weight())
        .addAllFlow(scenario.flow().stream().map(ScenarioCodec::step).toList())
        .build();
  }

  static Scenario fromWire(PlanWire.Scenario wire) {
    return new Scenario(
        wire.getName(),
        wire.getWeight(),
        wire.getFlowList().stream().map(ScenarioCodec::step).toList());
  }

  private static PlanWire.Step step(Step step) {
    PlanWire.Step.Builder wire = PlanWire.Step.newBuilder();
    switch (step) {
      case HttpRequest request -> wire.setRequest(request(request));
      case Think(long minNs, long maxNs, long meanNs) ->
          wire.setThink(
              PlanWire.Think.newBuilder().setMinNs(minNs).setMaxNs(maxNs).setMeanNs(meanNs));
    }
    return wire.build();
  }

  private static Step step(PlanWire.Step wire) {
    return switch (wire.getStepCase()) {
      case REQUEST -> request(wire.getRequest());
      case THINK ->
          new Think(
              wire.getThink().getMinNs(), wire.getThink().getMaxNs(), wire.getThink().getMeanNs());
      case STEP_NOT_SET ->
          throw new IllegalArgumentException("a step of a flow that is of no known kind");
    };
  }

  private static PlanWire.HttpRequest request(HttpRequest request) {
    return PlanWire.HttpRequest.newBuilder()
        .setName(request.name())
        .setMethod(request.method())
        .setPath(request.path())
        .addAllHeaders(PlanCodec.headersToWire(request.headers()))
        .setBody(ByteString.copyFrom(request.body().bytes()))
        .addAllExpectedStatuses(request.expectedStatuses().stream().sorted().toList())
        .build();
  }

  private static HttpRequest request(PlanWire.HttpRequest wire) {
    return new HttpRequest(
        wire.getName(),
        wire.getMethod(),
        wire.getPath(),
        PlanCodec.headersFromWire(wire.getHeadersList()),
        Body.of(wire.getBody().toByteArray()),
        Set.copyOf(wire.getExpectedStatusesList()));
  }
}
