package dev.spate.coordinator.plan;

import dev.spate.answer.SafeRegex;
import dev.spate.answer.Sources;
import dev.spate.plan.Capture;
import dev.spate.plan.Check;
import dev.spate.plan.Check.Rule;
import dev.spate.plan.Header;
import dev.spate.plan.Template;
import dev.spate.plan.Threshold.Comparison;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `check` of a request: what an answer has to be to succeed.
record CheckReader(Scope scope) {
  private static final Fields.Keys KEYS =
      Fields.Keys.of("status", "header", "body", "jsonPath", "size", "time")
          .later("json", "headers", "regex", "css");
  private static final Fields.Keys RULE = Fields.Keys.of("is", "contains", "matches");

  private static final Pattern COMPARISON =
      Pattern.compile("(<=|>=|<|>) *([^<>= ].{0,60})", Pattern.DOTALL);
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,7}) ?(B|kB|KiB|MB)");

  /// Longer bodies are not kept whole.
  private static final long MAX_SIZE = 1_000_000;

  /// What an answer has to be.
  ///
  /// @param statuses empty for every one below 400
  record Read(Set<Integer> statuses, List<Check> checks) {
    static final Read NOTHING = new Read(Set.of(), List.of());

    Read {
      statuses = Set.copyOf(statuses);
      checks = List.copyOf(checks);
    }
  }

  Read read(Value mapping) {
    Fields fields = Fields.of(mapping, KEYS);
    if (mapping.node() instanceof Node.Mapping(_, var entries) && entries.isEmpty()) {
      mapping.problem("checks nothing", "for example status: 200");
    }
    List<Check> checks = new ArrayList<>();
    fields.find("header").ifPresent(value -> headers(value, checks));
    fields.find("body").flatMap(this::body).ifPresent(checks::add);
    fields.find("jsonPath").ifPresent(value -> paths(value, checks));
    fields.find("size").flatMap(CheckReader::size).ifPresent(checks::add);
    fields.find("time").flatMap(CheckReader::time).ifPresent(checks::add);
    return new Read(fields.find("status").map(CheckReader::statuses).orElse(Set.of()), checks);
  }

  private static Set<Integer> statuses(Value status) {
    List<Value> items =
        status.node() instanceof Node.Sequence ? status.items("statuses", 500) : List.of(status);
    Set<Integer> statuses = new HashSet<>();
    for (Value item : items) {
      item.wholeInt(100, 599).ifPresent(statuses::add);
    }
    return statuses;
  }

  private void headers(Value mapping, List<Check> checks) {
    for (Value.Field field : mapping.entries("header names and what they have to be")) {
      if (field.name().isEmpty() || !field.name().chars().allMatch(Header::isToken)) {
        field.key().problem("not the name of a header: letters, digits and - make one", "");
      } else {
        rule(field.value(), true)
            .ifPresent(rule -> checks.add(new Check.HeaderField(field.name(), rule)));
      }
    }
  }

  private void paths(Value mapping, List<Check> checks) {
    for (Value.Field field : mapping.entries("JSONPaths and what they have to be")) {
      boolean sound = isPath(field);
      Optional<Rule> rule = rule(field.value(), true);
      if (sound && rule.isPresent()) {
        checks.add(new Check.JsonPath(field.name(), rule.get()));
      }
    }
  }

  private static boolean isPath(Value.Field field) {
    try {
      var _ = Sources.of(new Capture.JsonPath(field.name()));
      return true;
    } catch (IllegalArgumentException e) {
      field.key().problem(Paths.sentence(e), "");
      return false;
    }
  }

  private Optional<Check> body(Value value) {
    if (value.node() instanceof Node.Scalar) {
      value.mismatch("a mapping", "body: { contains: ... }, or { matches: ... }, or { is: ... }");
      return Optional.empty();
    }
    return rule(value, false).map(Check.BodyText::new);
  }

  /// @param texts whether a text stands for itself
  private Optional<Rule> rule(Value value, boolean texts) {
    if (texts && value.node() instanceof Node.Scalar) {
      return text(value).map(Check.Is::new);
    }
    Fields fields = Fields.of(value, RULE);
    List<String> given = RULE.known().stream().filter(fields::has).toList();
    if (given.size() != 1) {
      if (value.node() instanceof Node.Mapping && !fields.strayed()) {
        value.problem("must have one of is, contains and matches", "");
      }
      return Optional.empty();
    }
    Value operand = fields.find(given.getFirst()).orElseThrow();
    return switch (given.getFirst()) {
      case "is" -> text(operand).map(Check.Is::new);
      case "contains" -> text(operand).map(Check.Contains::new);
      default -> pattern(operand).map(Check.Matches::new);
    };
  }

  private Optional<Template> text(Value value) {
    return value.text("a text").flatMap(text -> scope.read(value, text, Template.Encoding.PLAIN));
  }

  private static Optional<String> pattern(Value value) {
    Optional<String> pattern = value.text("a regular expression");
    try {
      pattern.ifPresent(SafeRegex::of);
      return pattern;
    } catch (IllegalArgumentException e) {
      value.problem(Paths.sentence(e), "");
      return Optional.empty();
    }
  }

  private static Optional<Check> size(Value value) {
    Optional<Matcher> compared = comparison(value, "a size such as \"<10kB\"");
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    Matcher size = SIZE.matcher(compared.get().group(2));
    if (!size.matches()) {
      value.mismatch("a size such as \"<10kB\"", "units are B, kB, KiB and MB");
      return Optional.empty();
    }
    long unit =
        switch (size.group(2)) {
          case "B" -> 1;
          case "kB" -> 1_000;
          case "KiB" -> 1_024;
          default -> 1_000_000;
        };
    long bytes = Long.parseLong(size.group(1)) * unit;
    if (bytes > MAX_SIZE) {
      value.problem("sizes are compared up to 1MB", "");
      return Optional.empty();
    }
    return symbol(compared.get()).map(comparison -> new Check.Size(comparison, bytes));
  }

  private static Optional<Check> time(Value value) {
    Optional<Matcher> compared = comparison(value, "a time such as \"<500ms\"");
    if (compared.isEmpty()) {
      return Optional.empty();
    }
    return Durations.read(value, compared.get().group(2), 1, Durations.HOUR_NS)
        .flatMap(ns -> symbol(compared.get()).map(comparison -> new Check.Time(comparison, ns)));
  }

  private static Optional<Matcher> comparison(Value value, String wanted) {
    Optional<String> text = value.text(wanted);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Matcher matcher = COMPARISON.matcher(text.get().strip());
    if (!matcher.matches()) {
      value.mismatch(wanted, "begin with <, <=, > or >=");
      return Optional.empty();
    }
    return Optional.of(matcher);
  }

  private static Optional<Comparison> symbol(Matcher matcher) {
    for (Comparison comparison : Comparison.values()) {
      if (comparison.symbol().equals(matcher.group(1))) {
        return Optional.of(comparison);
      }
    }
    return Optional.empty();
  }
}
