package dev.spate.coordinator.imports;

import dev.spate.coordinator.plan.YamlText;
import dev.spate.plan.Capture;
import dev.spate.plan.Header;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// What an Artillery script does with the answer to a request: `capture`, `match`, and `expect` of
/// its plugin.
///
/// @param of the request, for notes
record ArtilleryAnswers(Draft draft, Placeholders variables, String of) {
  private static final Set<String> OF_CAPTURE =
      Set.of("as", "json", "regexp", "group", "header", "selector", "attr", "index", "strict");
  private static final Set<String> PICKS = Set.of("first", "last", "random");

  /// Of any value.
  private static final String ANYTHING = "{ matches: \"\" }";

  void read(DraftRequest request, JsonNode options) {
    each(options.path("capture")).forEach(capture -> capture(request, capture));
    each(options.path("match")).forEach(match -> match(request, match));
    each(options.path("expect"))
        .flatMap(JsonNode::propertyStream)
        .forEach(rule -> {
          if (!expect(request, rule.getKey(), rule.getValue())) {
            note("expect " + rule.getKey() + ": " + rule.getValue());
          }
        });
  }

  /// Scripts have one, or a list of them.
  private static Stream<JsonNode> each(JsonNode one) {
    return one.isArray() ? one.valueStream() : Stream.of(one).filter(JsonNode::isObject);
  }

  private void note(String what) {
    draft.notes.add(what + " of " + of);
  }

  private void capture(DraftRequest request, JsonNode capture) {
    String name = capture.path("as").asString("");
    boolean readable =
        DraftAnswers.isVariable(name) && OF_CAPTURE.containsAll(capture.propertyNames());
    Optional<String> source = readable ? source(capture) : Optional.empty();
    if (source.isEmpty()) {
      note("capture " + capture);
      return;
    }
    String fallback = capture.path("strict").asBoolean(true) ? "" : ", default: \"\"";
    request.captures.put(name, "{ " + source.get() + fallback + " }");
  }

  private static Optional<String> source(JsonNode capture) {
    String pick = capture.path("index").asString("first");
    if (!PICKS.contains(pick)) {
      return Optional.empty();
    }
    return DraftAnswers.source(() -> where(capture))
        .map(source -> source + (pick.equals("first") ? "" : ", pick: " + pick));
  }

  private static Capture.Source where(JsonNode capture) {
    if (capture.has("json")) {
      return new Capture.JsonPath(capture.path("json").asString(""));
    }
    if (capture.has("regexp")) {
      return new Capture.Regex(capture.path("regexp").asString(""), capture.path("group").asInt(0));
    }
    return capture.has("header")
        ? new Capture.HeaderField(capture.path("header").asString(""))
        : new Capture.Css(capture.path("selector").asString(""), capture.path("attr").asString(""));
  }

  private void match(DraftRequest request, JsonNode match) {
    String path = match.path("json").asString("");
    Optional<String> value = text(match.path("value"));
    if (match.size() == 2 && DraftAnswers.isPath(path) && value.isPresent()) {
      request.check("jsonPath", YamlText.of(path), value.get());
    } else {
      note("match " + match);
    }
  }

  /// Whether it could be carried over.
  private boolean expect(DraftRequest request, String what, JsonNode wanted) {
    return switch (what) {
      case "statusCode" -> statuses(request, wanted);
      case "contentType" ->
          text(wanted)
              .filter(type -> request.check("header", "content-type", "{ contains: " + type + " }"))
              .isPresent();
      case "hasHeader" -> header(request, wanted, Optional.of(ANYTHING));
      case "headerEquals" -> header(request, wanted.path(0), text(wanted.path(1)));
      case "hasProperty" -> {
        String path = "$." + wanted.asString("");
        yield DraftAnswers.isPath(path) && request.check("jsonPath", YamlText.of(path), ANYTHING);
      }
      case "matchesRegexp" -> {
        String pattern = wanted.asString("");
        yield DraftAnswers.isRegex(pattern)
            && request.check("body", "matches", YamlText.of(pattern));
      }
      default -> false;
    };
  }

  private static boolean statuses(DraftRequest request, JsonNode wanted) {
    Set<Integer> statuses = new TreeSet<>();
    for (JsonNode status : wanted.isArray() ? wanted.values() : List.of(wanted)) {
      statuses.add(status.asInt(0));
    }
    boolean known =
        !statuses.isEmpty() && statuses.stream().allMatch(status -> status >= 100 && status <= 599);
    if (known) {
      request.statuses = statuses;
    }
    return known;
  }

  private static boolean header(DraftRequest request, JsonNode name, Optional<String> rule) {
    String text = name.asString("");
    boolean token = !text.isEmpty() && text.chars().allMatch(Header::isToken);
    return token && rule.isPresent() && request.check("header", YamlText.of(text), rule.get());
  }

  /// As a rule has it; nothing where it has variables that nobody knows, or is no text.
  private Optional<String> text(JsonNode value) {
    String filled = variables.fill(value.asString("\uFFFF"));
    boolean known = Placeholders.unknown(filled).isEmpty() && !filled.equals("\uFFFF");
    return known ? Optional.of(quoted(filled)) : Optional.empty();
  }

  private static String quoted(String text) {
    return YamlText.of(Holes.written(text));
  }
}
