package dev.spate.coordinator.report;

import dev.spate.coordinator.report.SimulatedRun.Answer;
import dev.spate.measure.Outcome;
import dev.spate.plan.Plan;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A report that has something of everything: that of a short run, and what hardly ever happens
/// added by hand.
final class RichReport {
  /// Keys of its statuses, errors and tags.
  static final Set<String> KEYS_OF_MAPS = Set.of("200", "connect_refused", "branch", "kind");

  private static final JsonMapper JSON = new JsonMapper();

  private RichReport() {}

  static JsonNode json() {
    JsonNode report = JSON.readTree(written());
    add(report, "/verdict/reasons", "{code: 'LOST', message: 'm', value: 1, limit: null}");
    add(report, "/deals", DEAL);
    add(report, "/deals/0/lost", "'w1'");
    add(report, "/deals/0/joined", "'w2'");
    add(report, "/deals/0/left", "'w3'");
    add(report, "/groups", GROUP);
    ObjectNode group = (ObjectNode) report.at("/groups/0/metrics");
    for (String name : List.of("response_time", "response_time_succeeded")) {
      group.set(name, report.at("/metrics/" + name).deepCopy());
    }
    add(report, "/remarks", "{code: 'DRIFT', message: 'm'}");
    add(report, "/errorSamples", SAMPLE);
    add(report, "/once", "{part: 'beforeRun', worker: '', requests: 0, seconds: 0.5, problem: ''}");
    add(report, "/marks", "{at: 1.5, kind: 'worker_lost', text: 't'}");
    add(report, "/timeline/0/marks", "'gc_pause'");
    ((ObjectNode) report.at("/requests/0/tags")).put("kind", "read");
    return report;
  }

  private static final String DEAL =
      "{deal: 1, at: 7, from: 7.5, phase: 'steady', arrival: 960, lost: [], joined: [], left: [],"
          + " lanesMoved: 21, workers: 2, onPlanAt: null}";

  private static final String GROUP =
      "{name: 'a,b', phase: 'steady', started: 1, succeeded: 0, failed: 1, timedOut: 0,"
          + " unanswered: 0, perSecond: 0.5, metrics: {}, errors: {connect_refused: 1}}";

  private static final String SAMPLE =
      "{request: 'GET /', outcome: 'status_5xx', status: 503, at: 0.1, worker: 'w1', text: 'x'}";

  private static byte[] written() {
    Plan plan =
        Plans.plan(
            List.of(Plans.steady("steady", 100, 3)),
            List.of("GET /"),
            List.of(Plans.below(99, 0.25)),
            0);
    List<SlotRow> rows = new ArrayList<>();
    RunFold fold = new RunFold(rows::add);
    new SimulatedRun(plan, 2)
        .tag("branch", "main")
        .target((_, _, _, n) ->
            n % 10 == 3 ? Answer.failing(0.001, Outcome.CONNECT_REFUSED, 0) : Answer.after(0.002))
        .forEach(fold::accept);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportJson.write(fold.report(), rows::forEach, out);
    return out.toByteArray();
  }

  private static void add(JsonNode report, String where, String what) {
    ((ArrayNode) report.at(where))
        .add(JSON.readTree(what.replaceAll("(\\w+):", "\"$1\":").replace('\'', '"')));
  }
}
