package dev.spate.coordinator.plan;

import dev.spate.answer.SafeRegex;
import dev.spate.answer.Sources;
import dev.spate.plan.Capture;
import dev.spate.plan.Capture.Pick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads `capture` of a request: variables, and where in the answer each gets its value.
final class CaptureReader {
  private static final int MOST = 100;
  private static final List<String> SOURCES =
      List.of("jsonPath", "regex", "header", "cookie", "css");
  private static final List<String> PICKS =
      Stream.of(Pick.values()).map(pick -> pick.name().toLowerCase(Locale.ROOT)).toList();
  private static final Fields.Keys KEYS =
      Fields.Keys.of(
          "jsonPath", "regex", "group", "header", "cookie", "css", "attribute", "pick", "default");

  private CaptureReader() {}

  /// Those without a problem.
  static List<Capture> read(Value mapping, Scope scope) {
    List<Value.Field> entries = mapping.entries("variables and where they get their values");
    if (mapping.node() instanceof Node.Mapping && (entries.isEmpty() || entries.size() > MOST)) {
      mapping.problem("must have 1 to " + MOST + " captures, not " + entries.size(), "");
      return List.of();
    }
    List<Capture> captures = new ArrayList<>();
    for (Value.Field entry : entries) {
      if (VariablesReader.isName(entry)) {
        scope.setVarying(entry.name());
        capture(entry.name(), entry.value()).ifPresent(captures::add);
      }
    }
    return captures;
  }

  private static Optional<Capture> capture(String variable, Value value) {
    Fields fields = Fields.of(value, KEYS);
    List<String> given = SOURCES.stream().filter(fields::has).toList();
    Optional<Pick> pick =
        fields.has("pick")
            ? fields.find("pick").flatMap(CaptureReader::pick)
            : Optional.of(Pick.FIRST);
    Optional<String> fallback = fields.find("default").flatMap(each -> each.text("a text"));
    if (given.isEmpty()) {
      if (value.node() instanceof Node.Mapping && SOURCES.stream().noneMatch(fields::isMeant)) {
        value.problem(
            "says not where \"" + variable + "\" is in the answer", "for example jsonPath: $.id");
      }
      return Optional.empty();
    }
    for (String second : given.subList(1, given.size())) {
      fields.refuse("a capture has one place; this one has " + given.getFirst() + " too", second);
    }
    if (!fields.has("regex")) {
      fields.refuse("belongs to regex", "group");
    }
    if (!fields.has("css")) {
      fields.refuse("belongs to css", "attribute");
    }
    if (given.size() > 1 || pick.isEmpty() || (fields.has("default") && fallback.isEmpty())) {
      return Optional.empty();
    }
    return source(given.getFirst(), fields)
        .map(source -> new Capture(variable, source, pick.get(), nullable(fallback)));
  }

  private static @Nullable String nullable(Optional<String> text) {
    return text.isPresent() ? text.get() : null;
  }

  private static Optional<Pick> pick(Value value) {
    Optional<String> word = value.text("one of " + String.join(", ", PICKS));
    if (word.isEmpty()) {
      return Optional.empty();
    }
    if (!PICKS.contains(word.get())) {
      value.mismatch("one of " + String.join(", ", PICKS), didYouMean(word.get()));
      return Optional.empty();
    }
    return Optional.of(Pick.valueOf(word.get().toUpperCase(Locale.ROOT)));
  }

  private static String didYouMean(String word) {
    String nearest = Spelling.nearest(word, PICKS);
    return nearest.isEmpty() ? "" : "did you mean " + nearest + "?";
  }

  private static Optional<Capture.Source> source(String kind, Fields fields) {
    Value at = fields.find(kind).orElseThrow();
    Optional<String> text = at.text("a text");
    int group = fields.find("group").flatMap(value -> value.wholeInt(0, 99)).orElse(1);
    String attribute = fields.find("attribute").flatMap(value -> value.text("a name")).orElse("");
    return text.flatMap(what -> source(at, kind, what, group, attribute, fields.has("group")));
  }

  private static Optional<Capture.Source> source(
      Value at, String kind, String text, int group, String attribute, boolean grouped) {
    try {
      Capture.Source source =
          switch (kind) {
            case "jsonPath" -> new Capture.JsonPath(text);
            case "regex" -> new Capture.Regex(text, grouped ? group : firstGroup(text));
            case "header" -> new Capture.HeaderField(text);
            case "cookie" -> new Capture.Cookie(text);
            default -> new Capture.Css(text, attribute);
          };
      var _ = Sources.of(source);
      return Optional.of(source);
    } catch (IllegalArgumentException e) {
      at.problem(Paths.sentence(e), "");
      return Optional.empty();
    }
  }

  /// The first group where there is one, else all that matches.
  private static int firstGroup(String pattern) {
    return SafeRegex.of(pattern).groups() > 0 ? 1 : 0;
  }
}
