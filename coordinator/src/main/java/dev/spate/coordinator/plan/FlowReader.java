package dev.spate.coordinator.plan;

import dev.spate.plan.Scenario;
import dev.spate.plan.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Reads the steps of one scenario, with those of named flows in the places that name them.
final class FlowReader {
  private final ScenarioReader reader;
  private final Value flow;

  /// The named flows that are being read, the outermost first.
  private final Deque<String> within = new ArrayDeque<>();

  /// For what a scenario begins with.
  private final int first;

  private int steps;
  private int depth;
  private boolean requested;
  private boolean whole = true;

  /// @param flow the scenario's
  FlowReader(ScenarioReader reader, Value flow) {
    this(reader, flow, 0);
  }

  /// @param before how many steps stand before these
  FlowReader(ScenarioReader reader, Value flow, int before) {
    this.reader = reader;
    this.flow = flow;
    this.first = before;
    this.steps = before;
  }

  /// All steps, or nothing where one has a problem, or none is a request.
  Optional<List<Step>> read(Scope scope) {
    List<Step> read = steps(flow, scope);
    if (!requested && whole) {
      flow.problem("a flow has at least one request", "- get: /");
    }
    return requested && whole ? Optional.of(read) : Optional.empty();
  }

  /// Reads it as a flow of its own that nobody goes through, for what is wrong with it.
  void check(String name) {
    within.addLast(name);
    var _ = steps(flow, Scope.ofAll(reader.given()));
  }

  /// The steps of a list that have no problem.
  List<Step> steps(Value list, Scope scope) {
    if (depth == Step.MAX_DEPTH) {
      list.problem("steps stand in steps at most " + Step.MAX_DEPTH + " levels deep", "");
      lose();
      return List.of();
    }
    depth++;
    List<Step> read = all(list, scope);
    depth--;
    return read;
  }

  private List<Step> all(Value list, Scope scope) {
    List<Value> items = list.items("steps", Scenario.MAX_STEPS);
    if (items.isEmpty()) {
      lose();
    }
    List<Step> read = new ArrayList<>();
    for (Value item : items) {
      int before = steps;
      steps += count(item);
      if (before <= Scenario.MAX_STEPS && steps > Scenario.MAX_STEPS) {
        flow.problem(
            "has more than "
                + Scenario.MAX_STEPS
                + " steps, those within others and of named flows included"
                + (first == 0 ? "" : ", and " + first + " for its feeders and variables"),
            "");
      }
      if (steps > Scenario.MAX_STEPS) {
        lose();
        break;
      }
      read(item, scope, read);
    }
    return read;
  }

  NamedFlows named() {
    return reader.flows();
  }

  /// A step that sends several requests is as many steps more.
  private static int count(Value item) {
    int count = 1;
    if (item.node() instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (entry.key().text().equals("parallel")
            && entry.value() instanceof Node.Sequence requests) {
          count += requests.items().size();
        }
      }
    }
    return count;
  }

  RequestNames names() {
    return reader.requests().names();
  }

  private void lose() {
    whole = false;
    reader.requests().names().lose();
  }

  private void read(Value item, Scope scope, List<Step> read) {
    Fields step = Fields.of(item, ScenarioReader.STEP);
    Optional<Value> named = step.find("flow");
    if (named.isPresent()) {
      step.refuse("a step that names a flow has no other key", ScenarioReader.allBut("flow"));
      named.ifPresent(name -> putIn(name, scope, read));
      return;
    }
    boolean block = BlockReader.isBlock(step);
    requested |= !block && !step.has("think") && !step.has("set") && !step.has("log");
    Optional<? extends Step> one =
        block ? new BlockReader(this, step, scope).read() : reader.step(item, step, scope);
    whole &= one.isPresent();
    one.ifPresent(read::add);
  }

  /// Puts a named flow into the place of a step.
  private void putIn(Value at, Scope scope, List<Step> read) {
    Optional<String> name = at.text("the name of a flow");
    Optional<Value> list = name.flatMap(known -> reader.flows().require(at, known));
    if (name.isEmpty() || list.isEmpty()) {
      lose();
    } else if (within.contains(name.get())) {
      lose();
      at.problem(
          "the flow \"" + Paths.printable(name.get()) + "\" would have itself in it",
          "a flow may name others, but none that leads back to it");
    } else {
      within.addLast(name.get());
      read.addAll(all(list.get(), scope));
      within.removeLast();
    }
  }
}
