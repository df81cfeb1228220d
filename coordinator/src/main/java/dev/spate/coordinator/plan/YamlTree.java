package dev.spate.coordinator.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML (and so JSON) into nodes with positions. It pulls the scanner's events one by one, so
/// that a file that is too deep, or grows too large through its aliases, is refused before it costs
/// anything.
final class YamlTree {
  /// How deep lists and mappings may nest.
  static final int MAX_DEPTH = 50;

  /// The most values of a plan, those that aliases repeat included.
  static final int MAX_VALUES = 100_000;

  private static final String STRING_TAG = "tag:yaml.org,2002:str";

  private final Iterator<Event> events;
  private final Problems problems;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private long values;
  private long characters;

  /// What an alias repeats.
  ///
  /// @param height how many levels it adds
  private record Anchored(Node node, int height, long values, long characters) {}

  private record Built(Node node, int height) {}

  /// Ends the reading at a problem behind which nothing makes sense.
  private static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Position at;
    private final transient String suggestion;

    Unreadable(Position at, String message, String suggestion) {
      super(message);
      this.at = at;
      this.suggestion = suggestion;
    }
  }

  private YamlTree(String text, Problems problems) {
    // One buffer for all of it: a window that grows in steps is copied again for each step.
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("plan")
            .setUseMarks(true)
            .setBufferSize(text.length() + 1)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    this.events = new Parse(settings).parseString(text).iterator();
    this.problems = problems;
  }

  /// The root of the only document, or nothing where there is a problem behind which nothing makes
  /// sense.
  static Optional<Node> read(String text, Problems problems) {
    int unprintable = firstUnprintable(text);
    if (unprintable >= 0) {
      String code = "U+%04X".formatted(text.codePointAt(unprintable));
      String message = "the character " + code + " cannot stand in a text";
      problems.add(Position.at(text, unprintable), "", message, "a plan is a text file in UTF-8");
      return Optional.empty();
    }
    try {
      return Optional.of(new YamlTree(text, problems).document());
    } catch (Unreadable e) {
      problems.add(e.at, "", String.valueOf(e.getMessage()), e.suggestion);
    } catch (YamlEngineException e) {
      SyntaxProblem.report(e, problems);
    }
    return Optional.empty();
  }

  private static int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isPrintable(c)) {
        return i;
      }
      i += Character.charCount(c);
    }
    return -1;
  }

  /// Whether YAML lets a character stand as itself (YAML 1.2.2 §5.1).
  static boolean isPrintable(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0x7E)
        || c == 0x85
        || (c >= 0xA0 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private Node document() {
    next(); // the start of the stream
    Event start = next();
    if (start.getEventId() == Event.ID.StreamEnd) {
      throw new Unreadable(
          Position.START, "the plan is empty", "the least is a target, a phase and a scenario");
    }
    Node root = node(next(), "", 1).node();
    next(); // the end of the document
    Event end = next();
    if (end.getEventId() != Event.ID.StreamEnd) {
      problems.add(
          Position.of(end.getStartMark()),
          "",
          "a second document begins here",
          "a file has one plan; remove the line ---");
    }
    return root;
  }

  private Event next() {
    return events.next();
  }

  private Built node(Event event, String path, int depth) {
    Position at = Position.of(event.getStartMark());
    if (depth > MAX_DEPTH) {
      throw new Unreadable(at, "nested deeper than " + MAX_DEPTH + " levels", "");
    }
    if (event instanceof AliasEvent alias) {
      return repeated(alias, at, depth);
    }
    count(1, 0, at);
    long valuesBefore = values;
    long charactersBefore = characters;
    Built built =
        switch (event) {
          case ScalarEvent scalar -> new Built(scalar(scalar, at, path), 0);
          case CollectionStartEvent start when start.getEventId() == Event.ID.SequenceStart ->
              sequence(start, at, path, depth);
          case CollectionStartEvent start -> mapping(start, at, path, depth);
          default ->
              throw new Unreadable(at, "expected a value, but found " + event.getEventId(), "");
        };
    anchorOf(event)
        .ifPresent(name ->
            anchors.put(
                name,
                new Anchored(
                    built.node(),
                    built.height(),
                    values - valuesBefore + 1,
                    characters - charactersBefore)));
    return built;
  }

  private Built repeated(AliasEvent alias, Position at, int depth) {
    String name = alias.getAlias().getValue();
    Anchored anchored = anchors.get(name);
    if (anchored == null) {
      throw new Unreadable(
          at,
          "the alias *" + name + " stands for nothing before it",
          "an alias stands for a value marked &"
              + name
              + "; a text that begins with * needs quotes");
    }
    if (depth + anchored.height() > MAX_DEPTH) {
      throw new Unreadable(at, "nested deeper than " + MAX_DEPTH + " levels", "");
    }
    count(anchored.values(), anchored.characters(), at);
    return new Built(anchored.node(), anchored.height());
  }

  private void count(long moreValues, long moreCharacters, Position at) {
    values += moreValues;
    characters += moreCharacters;
    if (values > MAX_VALUES || characters > PlanParser.MAX_CHARACTERS) {
      throw new Unreadable(
          at, "larger than a plan may be: " + MAX_VALUES + " values or 4 MB of text", "");
    }
  }

  private Node.Scalar scalar(ScalarEvent event, Position at, String path) {
    count(0, event.getValue().length(), at);
    boolean asText = event.getTag().filter(STRING_TAG::equals).isPresent();
    if (!asText) {
      refuseTag(event.getTag(), at, path);
    }
    return new Node.Scalar(
        at,
        Position.of(event.getEndMark()),
        event.getValue(),
        event.isPlain() && !asText,
        anchorOf(event).orElse(""));
  }

  private Built sequence(CollectionStartEvent start, Position at, String path, int depth) {
    refuseTag(start.getTag(), at, path);
    List<Node> items = new ArrayList<>();
    int height = 0;
    for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      Built item = node(event, Paths.item(path, items.size()), depth + 1);
      items.add(item.node());
      height = Math.max(height, item.height() + 1);
    }
    return new Built(new Node.Sequence(at, items), height);
  }

  private Built mapping(CollectionStartEvent start, Position at, String path, int depth) {
    refuseTag(start.getTag(), at, path);
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, Position> seen = new HashMap<>();
    int height = 0;
    for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      Position keyAt = Position.of(event.getStartMark());
      if (!(node(event, path, depth + 1).node() instanceof Node.Scalar written)) {
        throw new Unreadable(keyAt, "a key is a text, not a list or a mapping", braceHint(start));
      }
      Node.Scalar key = new Node.Scalar(keyAt, written.end(), written.text(), written.plain(), "");
      String keyPath = Paths.key(path, key.text());
      Built value = node(next(), keyPath, depth + 1);
      height = Math.max(height, value.height() + 1);
      Position first = seen.putIfAbsent(key.text(), keyAt);
      if (first == null) {
        entries.add(new Node.Entry(key, value.node()));
      } else {
        problems.add(
            keyAt,
            keyPath,
            "this key is given twice, first in line %d, column %d"
                .formatted(first.line(), first.column()),
            "");
      }
    }
    return new Built(new Node.Mapping(at, entries), height);
  }

  private static String braceHint(CollectionStartEvent start) {
    return start.isFlow() ? "" : "a value that begins with { or [ needs quotes";
  }

  private void refuseTag(Optional<String> tag, Position at, String path) {
    if (tag.filter(name -> !name.equals("!") && !isPlainTag(name)).isPresent()) {
      problems.add(at, path, "tags such as !name are not part of a plan", "leave the tag out");
    }
  }

  private static boolean isPlainTag(String tag) {
    return tag.equals("tag:yaml.org,2002:map") || tag.equals("tag:yaml.org,2002:seq");
  }

  private static Optional<String> anchorOf(Event event) {
    return event instanceof NodeEvent node
        ? node.getAnchor().map(anchor -> anchor.getValue())
        : Optional.empty();
  }
}
