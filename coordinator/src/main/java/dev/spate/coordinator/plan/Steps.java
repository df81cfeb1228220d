package dev.spate.coordinator.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Where a plan has steps within steps, whatever is wrong with them.
final class Steps {
  /// The keys of a step that have steps of their own.
  static final List<String> BLOCKS = List.of("do", "then", "else");

  /// Deeper than any plan may be.
  private static final int MAX_DEPTH = 60;

  private Steps() {}

  /// Hands on each step of a list, and those within them.
  static void forEach(Node list, Consumer<Node.Mapping> reader) {
    forEach(list, reader, 0);
  }

  private static void forEach(Node list, Consumer<Node.Mapping> reader, int depth) {
    if (!(list instanceof Node.Sequence sequence) || depth > MAX_DEPTH) {
      return;
    }
    for (Node step : sequence.items()) {
      if (step instanceof Node.Mapping mapping) {
        reader.accept(mapping);
        for (Node.Entry entry : mapping.entries()) {
          if (BLOCKS.contains(entry.key().text())) {
            forEach(entry.value(), reader, depth + 1);
          }
        }
      }
    }
  }

  /// The variables that some step gives a value, those of named flows included.
  static Set<String> assigned(Node list, NamedFlows flows) {
    Set<String> variables = new HashSet<>();
    gather(list, flows, variables, new HashSet<>());
    return variables;
  }

  private static void gather(
      Node list, NamedFlows flows, Set<String> variables, Set<String> visited) {
    forEach(
        list,
        step -> {
          for (Node.Entry entry : step.entries()) {
            switch (entry.key().text()) {
              case "set", "capture" -> {
                if (entry.value() instanceof Node.Mapping given) {
                  given.entries().forEach(each -> variables.add(each.key().text()));
                }
              }
              case "flow" -> {
                if (entry.value() instanceof Node.Scalar name && visited.add(name.text())) {
                  flows
                      .find(name.text())
                      .ifPresent(steps -> gather(steps.node(), flows, variables, visited));
                }
              }
              default -> {}
            }
          }
        });
  }
}
