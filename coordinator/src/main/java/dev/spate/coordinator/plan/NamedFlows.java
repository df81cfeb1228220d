package dev.spate.coordinator.plan;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The flows of `flows`, which steps put in their place by name.
final class NamedFlows {
  private static final int MOST = 100;

  private final Map<String, Value.Field> flows = new LinkedHashMap<>();

  private final Set<String> used = new HashSet<>();

  private NamedFlows() {}

  static NamedFlows of(Optional<Value> mapping) {
    NamedFlows named = new NamedFlows();
    mapping.ifPresent(named::gather);
    return named;
  }

  private void gather(Value mapping) {
    List<Value.Field> entries = mapping.entries("names and their steps");
    if (entries.size() > MOST) {
      mapping.problem("must have at most " + MOST + " flows, not " + entries.size(), "");
      return;
    }
    for (Value.Field entry : entries) {
      if (entry.name().isBlank() || entry.name().length() > 100) {
        entry.key().problem("the name of a flow has 1 to 100 characters", "");
      } else {
        flows.put(entry.name(), entry);
      }
    }
  }

  /// Those that no step has named.
  Set<String> unused() {
    Set<String> unused = new LinkedHashSet<>(flows.keySet());
    unused.removeAll(used);
    return unused;
  }

  /// The steps of a flow.
  Optional<Value> find(String name) {
    return Optional.ofNullable(flows.get(name)).map(Value.Field::value);
  }

  /// The flow that a step names; reports where there is none.
  Optional<Value> require(Value at, String name) {
    Optional<Value> found = find(name);
    used.add(name);
    if (found.isEmpty()) {
      at.problem(
          "no flow has the name \"" + Paths.printable(name) + "\"",
          flows.isEmpty()
              ? "flows: { NAME: [{ get: / }] }, at the top of the plan"
              : Spelling.suggest(name, flows.keySet()));
    }
    return found;
  }
}
