package dev.spate.plan;

/// What an answer has to be, besides its status; else its request fails, as `check`.
public sealed interface Check {
  /// How a text is judged.
  sealed interface Rule {
    /// The same with something else in place of every secret.
    default Rule withSecretsAs(String mask) {
      return switch (this) {
        case Is(var text) -> new Is(text.withSecretsAs(mask));
        case Contains(var text) -> new Contains(text.withSecretsAs(mask));
        case Matches matches -> matches;
      };
    }
  }

  /// The same with something else in place of every secret.
  default Check withSecretsAs(String mask) {
    return switch (this) {
      case HeaderField(String name, Rule rule) -> new HeaderField(name, rule.withSecretsAs(mask));
      case BodyText(Rule rule) -> new BodyText(rule.withSecretsAs(mask));
      case JsonPath(String path, Rule rule) -> new JsonPath(path, rule.withSecretsAs(mask));
      case Size size -> size;
      case Time time -> time;
    };
  }

  /// It is this text.
  record Is(Template text) implements Rule {}

  /// This text is a part of it.
  record Contains(Template text) implements Rule {}

  /// A regular expression matches a part of it.
  record Matches(String pattern) implements Rule {}

  /// A field of the head; one of several of that name.
  record HeaderField(String name, Rule rule) implements Check {
    public HeaderField {
      var _ = new Header(name, "");
    }
  }

  /// The body, decoded.
  record BodyText(Rule rule) implements Check {}

  /// The value at a path in a JSON body, as [Capture.JsonPath] has it.
  record JsonPath(String path, Rule rule) implements Check {}

  /// The length of the body, decoded.
  ///
  /// @param bytes 0 or more
  record Size(Threshold.Comparison comparison, long bytes) implements Check {}

  /// The service time.
  ///
  /// @param ns above 0
  record Time(Threshold.Comparison comparison, long ns) implements Check {}
}
