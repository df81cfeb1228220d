package dev.spate.compare;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Findings for programs, every round of them.
final class JsonResults {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonResults() {}

  static void write(Path file, Machine machine, Options options, List<? extends Finding> findings) {
    JSON.writeValue(file, tree(machine, options, findings));
  }

  static ObjectNode tree(Machine machine, Options options, List<? extends Finding> findings) {
    ObjectNode root = JSON.createObjectNode().put("format", "spate-benchmark/1");
    ObjectNode facts = root.putObject("machine");
    machine.facts().forEach(facts::put);
    root.put("rounds", options.rounds());
    root.put("seconds", options.seconds());
    root.put("smoke", options.smoke());
    ArrayNode list = root.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode node = list.addObject().put("work", finding.work());
      switch (finding) {
        case Finding.Row row -> put(node, row);
        case Finding.Skipped skipped -> node.put("skipped", skipped.reason());
        case Finding.Failed failed -> node.put("failed", failed.reason());
      }
    }
    return root;
  }

  private static void put(ObjectNode node, Finding.Row row) {
    node.put("measure", row.measure()).put("unit", row.unit().id());
    node.set("spate", samples(row.ours()));
    row.peer()
        .ifPresent(peer -> {
          node.put("peer", peer.name());
          node.set(peer.name(), samples(peer.samples()));
        });
    row.ratios().ifPresent(ratios -> node.set("ratio", samples(ratios)));
    row.goal()
        .ifPresent(goal -> {
          node.put("goal", goal.show(row.unit()));
          node.put("met", row.verdict().equals("met"));
        });
  }

  private static ObjectNode samples(Samples samples) {
    ObjectNode node = JSON.createObjectNode().put("median", samples.median());
    ArrayNode rounds = node.putArray("rounds");
    samples.values().forEach(rounds::add);
    return node;
  }
}
