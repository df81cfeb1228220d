package dev.spate.coordinator.plan;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes secrets, of headers and a private key, out of the text of a plan, which otherwise stays as
/// it is: comments and layout, and a valid plan. The positions of the values say what to replace,
/// whatever their style and however many lines they have.
final class Redaction {
  private static final String MASK = '"' + PlanSecrets.MASK + '"';

  private final Map<Position, Node.Scalar> secrets =
      new TreeMap<>(Comparator.comparingInt(Position::index));

  private Redaction() {}

  /// @param root of an accepted plan
  static String redact(String text, Node root) {
    Redaction redaction = new Redaction();
    child(root, "http").flatMap(http -> child(http, "headers")).ifPresent(redaction::gather);
    child(root, "http")
        .flatMap(http -> child(http, "tls"))
        .flatMap(tls -> child(tls, "key"))
        .ifPresent(redaction::gatherKey);
    child(root, "scenarios").ifPresent(redaction::gatherScenarios);
    return redaction.apply(text);
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof Node.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.key().text().equals(key))
            .map(Node.Entry::value)
            .findFirst()
        : Optional.empty();
  }

  private void gatherScenarios(Node scenarios) {
    if (scenarios instanceof Node.Mapping mapping) {
      for (Node.Entry scenario : mapping.entries()) {
        if (child(scenario.value(), "flow").orElse(null) instanceof Node.Sequence flow) {
          flow.items().forEach(step -> child(step, "headers").ifPresent(this::gather));
        }
      }
    }
  }

  private void gatherKey(Node key) {
    if (key instanceof Node.Scalar scalar && PlanSecrets.isSecret(scalar.text())) {
      secrets.put(scalar.at(), scalar);
    }
  }

  private void gather(Node headers) {
    if (headers instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (SecretHeaders.isSecret(entry.key().text())
            && entry.value() instanceof Node.Scalar scalar) {
          secrets.put(scalar.at(), scalar);
        }
      }
    }
  }

  private String apply(String text) {
    StringBuilder redacted = new StringBuilder();
    int copied = 0;
    int codePoints = 0;
    for (Node.Scalar secret : secrets.values()) {
      int from = text.offsetByCodePoints(copied, secret.at().index() - codePoints);
      int to = text.offsetByCodePoints(from, secret.end().index() - secret.at().index());
      codePoints = secret.end().index();
      redacted.append(text, copied, from);
      if (!secret.anchor().isEmpty()) {
        redacted.append('&').append(secret.anchor()).append(' ');
      }
      redacted.append(MASK).append(text, lastVisible(text, from, to), to);
      copied = to;
    }
    return redacted.append(text, copied, text.length()).toString();
  }

  /// Where the white space begins that the scanner counts to a block scalar.
  private static int lastVisible(String text, int from, int to) {
    int end = to;
    while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
