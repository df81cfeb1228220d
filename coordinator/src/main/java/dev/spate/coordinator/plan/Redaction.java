package dev.spate.coordinator.plan;

import dev.spate.plan.Once;
import dev.spate.plan.Proxy;
import dev.spate.plan.SecretHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes secrets, of headers, of a proxy's URL and a private key, out of the text of a plan, which
/// otherwise stays as it is: comments and layout, and a valid plan. The positions of the values say
/// what to replace, whatever their style and however many lines they have.
final class Redaction {
  private static final String MASK = '"' + PlanSecrets.MASK + '"';

  /// What stands in the text, and what takes its place.
  private record Secret(Node.Scalar scalar, String replacement) {}

  private final Map<Position, Secret> secrets =
      new TreeMap<>(Comparator.comparingInt(Position::index));

  private Redaction() {}

  /// @param root of an accepted plan
  static String redact(String text, Node root) {
    Redaction redaction = new Redaction();
    Optional<Node> http = child(root, "http");
    http.flatMap(node -> child(node, "headers")).ifPresent(redaction::gather);
    http.ifPresent(redaction::gatherAuth);
    http.flatMap(node -> child(node, "connections"))
        .flatMap(connections -> child(connections, "proxy"))
        .ifPresent(redaction::gatherProxy);
    http.flatMap(node -> child(node, "tls"))
        .flatMap(tls -> child(tls, "key"))
        .ifPresent(redaction::gatherKey);
    child(root, "scenarios").ifPresent(redaction::gatherScenarios);
    for (Once.Part part : Once.Part.values()) {
      child(root, part.key()).ifPresent(redaction::gatherSteps);
    }
    child(root, "flows").ifPresent(redaction::gatherFlows);
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
        child(scenario.value(), "flow").ifPresent(this::gatherSteps);
      }
    }
  }

  private void gatherFlows(Node flows) {
    if (flows instanceof Node.Mapping mapping) {
      mapping.entries().forEach(flow -> gatherSteps(flow.value()));
    }
  }

  private void gatherSteps(Node steps) {
    Steps.forEach(steps, this::gatherStep);
  }

  private void gatherStep(Node step) {
    child(step, "headers").ifPresent(this::gather);
    gatherAuth(step);
  }

  private void gatherAuth(Node holder) {
    Optional<Node> auth = child(holder, "auth");
    auth.flatMap(node -> child(node, "bearer")).ifPresent(this::gatherText);
    for (String kind : List.of("basic", "digest")) {
      auth.flatMap(node -> child(node, kind))
          .flatMap(user -> child(user, "password"))
          .ifPresent(this::gatherText);
    }
    auth.flatMap(node -> child(node, "oauth2"))
        .flatMap(client -> child(client, "clientSecret"))
        .ifPresent(this::gatherText);
  }

  private void gatherText(Node text) {
    if (text instanceof Node.Scalar scalar) {
      secrets.put(scalar.at(), new Secret(scalar, MASK));
    }
  }

  private void gatherKey(Node key) {
    if (key instanceof Node.Scalar scalar && PlanSecrets.isSecret(scalar.text())) {
      secrets.put(scalar.at(), new Secret(scalar, MASK));
    }
  }

  private void gather(Node headers) {
    if (headers instanceof Node.Mapping mapping) {
      for (Node.Entry entry : mapping.entries()) {
        if (SecretHeaders.isSecret(entry.key().text())
            && entry.value() instanceof Node.Scalar scalar) {
          secrets.put(scalar.at(), new Secret(scalar, MASK));
        }
      }
    }
  }

  private void gatherProxy(Node proxy) {
    if (proxy instanceof Node.Scalar scalar && scalar.text().indexOf('@') >= 0) {
      String masked = Proxy.masked(scalar.text(), PlanSecrets.MASK);
      secrets.put(scalar.at(), new Secret(scalar, '"' + masked + '"'));
    }
  }

  private String apply(String text) {
    StringBuilder redacted = new StringBuilder();
    int copied = 0;
    int codePoints = 0;
    for (Secret secret : secrets.values()) {
      Node.Scalar scalar = secret.scalar();
      int from = text.offsetByCodePoints(copied, scalar.at().index() - codePoints);
      int to = text.offsetByCodePoints(from, scalar.end().index() - scalar.at().index());
      codePoints = scalar.end().index();
      redacted.append(text, copied, from);
      if (!scalar.anchor().isEmpty()) {
        redacted.append('&').append(scalar.anchor()).append(' ');
      }
      redacted.append(secret.replacement()).append(text, lastVisible(text, from, to), to);
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
