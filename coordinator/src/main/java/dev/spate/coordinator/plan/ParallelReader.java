package dev.spate.coordinator.plan;

import dev.spate.plan.Capture;
import dev.spate.plan.HttpRequest;
import dev.spate.plan.Parallel;
import dev.spate.plan.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `parallel`: requests that are sent at once. In which order their answers come is the
/// target's affair, so none knows what another captures, and nothing is drawn from them.
final class ParallelReader {
  private final ScenarioReader reader;
  private final List<HttpRequest> requests = new ArrayList<>();

  /// Who captures what.
  private final Map<String, Value> capturing = new HashMap<>();

  private boolean whole = true;

  ParallelReader(ScenarioReader reader) {
    this.reader = reader;
  }

  /// All of them, or nothing where one has a problem.
  Optional<Parallel> read(Value list, Scope scope) {
    List<Value> items = list.items("requests", Parallel.MAX_REQUESTS);
    if (items.isEmpty()) {
      reader.requests().names().lose();
      return Optional.empty();
    }
    List<Scope> ways = new ArrayList<>();
    for (Value item : items) {
      Scope way = scope.copy();
      ways.add(way);
      request(item, way);
    }
    ways.forEach(scope::join);
    return whole ? Optional.of(new Parallel(requests)) : Optional.empty();
  }

  private void request(Value item, Scope scope) {
    Fields step = Fields.of(item, ScenarioReader.STEP);
    if (!ScenarioReader.isRequest(step)) {
      whole = false;
      reader.requests().names().lose();
      if (item.node() instanceof Node.Mapping && !step.strayed()) {
        item.problem("in parallel there are requests only", "get: /path");
      }
      return;
    }
    Optional<? extends Step> read = reader.step(item, step, scope);
    if (read.isPresent() && read.get() instanceof HttpRequest request) {
      requests.add(request);
      request.captures().forEach(capture -> check(capture, item));
    } else {
      whole = false;
    }
  }

  private void check(Capture capture, Value item) {
    Value other = capturing.putIfAbsent(capture.variable(), item);
    if (other != null) {
      whole = false;
      item.problem(
          "\"%s\" is captured in line %d, too, by a request that is sent at the same time"
              .formatted(capture.variable(), other.at().line()),
          "");
    }
  }
}
