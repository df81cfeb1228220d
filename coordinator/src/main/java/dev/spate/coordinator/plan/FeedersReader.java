package dev.spate.coordinator.plan;

import dev.spate.plan.ClosedLoad;
import dev.spate.plan.Feed;
import dev.spate.plan.Feeder;
import dev.spate.plan.Phase;
import dev.spate.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads the feeders of the plan with their files, and what scenarios take of them.
final class FeedersReader {
  static final Fields.Keys KEYS =
      Fields.Keys.of("file", "strategy", "whenDry", "distribute").later("records");

  private static final String TOO_LARGE =
      "the files of a plan's feeders have at most 1 MB together";

  private final Given given;
  private final boolean closedPhases;
  private final boolean openPhases;

  /// By name; nothing where it has a problem.
  private final Map<String, Optional<Feeder>> feeders = new LinkedHashMap<>();

  private long characters;

  private FeedersReader(Given given, List<Phase> phases) {
    this.given = given;
    this.closedPhases = phases.stream().anyMatch(phase -> phase.load() instanceof ClosedLoad);
    this.openPhases = phases.stream().anyMatch(phase -> !(phase.load() instanceof ClosedLoad));
  }

  static FeedersReader of(Optional<Value> mapping, Given given, List<Phase> phases) {
    FeedersReader reader = new FeedersReader(given, phases);
    mapping.ifPresent(reader::readAll);
    return reader;
  }

  /// The names of the files in the text of a plan, whatever is wrong with it.
  static Set<String> files(Node root) {
    return entries(root).stream()
        .filter(entry -> entry.key().text().equals("feeders"))
        .flatMap(entry -> entries(entry.value()).stream())
        .flatMap(feeder -> entries(feeder.value()).stream())
        .filter(entry -> entry.key().text().equals("file"))
        .map(Node.Entry::value)
        .filter(Node.Scalar.class::isInstance)
        .map(name -> ((Node.Scalar) name).text())
        .collect(Collectors.toSet());
  }

  private static List<Node.Entry> entries(Node node) {
    return node instanceof Node.Mapping mapping ? mapping.entries() : List.of();
  }

  List<Feeder> feeders() {
    return feeders.values().stream().flatMap(Optional::stream).toList();
  }

  private void readAll(Value mapping) {
    List<Value.Field> entries = mapping.entries("names and their files");
    if (entries.size() > Plan.MAX_FEEDERS) {
      mapping.problem("must have at most " + Plan.MAX_FEEDERS + " feeders", "");
      return;
    }
    for (Value.Field entry : entries) {
      if (entry.name().isBlank() || entry.name().length() > 100) {
        entry.key().problem("the name of a feeder has 1 to 100 characters", "");
      } else {
        feeders.put(entry.name(), read(entry));
      }
    }
  }

  private Optional<Feeder> read(Value.Field entry) {
    Fields fields = Fields.of(entry.value(), KEYS);
    Optional<Feeder.Strategy> strategy =
        fields.has("strategy")
            ? fields
                .find("strategy")
                .flatMap(value -> choice(value, Feeder.Strategy.values(), Feeder.Strategy::id))
            : Optional.of(Feeder.Strategy.CIRCULAR);
    Optional<Feeder.WhenDry> whenDry =
        fields
            .find("whenDry")
            .flatMap(value -> choice(value, Feeder.WhenDry.values(), Feeder.WhenDry::id));
    Feeder.Distribute distribute = distribute(fields, strategy);
    strategy.ifPresent(chosen -> checkQueue(chosen, fields, entry.key()));
    Optional<Records> records = fields.require("file", "file: accounts.csv").flatMap(this::records);
    if (records.isEmpty() || strategy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Feeder(
            entry.name(),
            records.get().columns(),
            records.get().values(),
            strategy.get(),
            whenDry.orElse(Feeder.WhenDry.RECYCLE),
            distribute));
  }

  /// Arrivals are nobody's: only users can have all records for themselves.
  private Feeder.Distribute distribute(Fields fields, Optional<Feeder.Strategy> strategy) {
    Optional<Value> value = fields.find("distribute");
    Optional<Feeder.Distribute> chosen =
        value.flatMap(at -> choice(at, Feeder.Distribute.values(), Feeder.Distribute::id));
    if (value.isEmpty() || chosen.isEmpty() || chosen.get() == Feeder.Distribute.PARTITION) {
      return Feeder.Distribute.PARTITION;
    }
    if (openPhases) {
      value
          .get()
          .problem(
              "only users have all records for themselves, and a phase of this plan has arrivals",
              "distribute: partition");
    } else if (strategy.filter(Feeder.Strategy.QUEUE::equals).isEmpty()) {
      return chosen.get(); // a queue has been complained of: the plan has users
    }
    return Feeder.Distribute.PARTITION;
  }

  private void checkQueue(Feeder.Strategy strategy, Fields fields, Value at) {
    if (strategy != Feeder.Strategy.QUEUE) {
      fields.refuse("only a queue runs dry", "whenDry");
      return;
    }
    if (!fields.isMeant("whenDry")) {
      at.problem(
          "a queue says what happens when it runs dry",
          "whenDry: drop (arrivals are dropped) or whenDry: recycle (it begins again)");
    }
    if (closedPhases) {
      fields
          .find("strategy")
          .ifPresent(value ->
              value.problem(
                  "a queue feeds arrivals, but a phase of this plan has users",
                  "strategy: circular"));
    }
  }

  /// One of some values by its name in plans.
  static <T> Optional<T> choice(Value value, T[] all, Function<T, String> id) {
    List<String> ids = Arrays.stream(all).map(id).toList();
    Optional<String> text = value.text("one of " + String.join(", ", ids));
    Optional<T> chosen =
        text.flatMap(
            name -> Arrays.stream(all).filter(each -> id.apply(each).equals(name)).findFirst());
    if (text.isPresent() && chosen.isEmpty()) {
      value.mismatch("one of " + String.join(", ", ids), Spelling.suggest(text.get(), ids));
    }
    return chosen;
  }

  private Optional<Records> records(Value file) {
    Optional<String> name = file.text("the name of a file");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = given.text(file, name.get());
    characters += text.map(String::length).orElse(0);
    if (characters > Feeder.MAX_CHARACTERS) {
      file.problem(TOO_LARGE, "");
      return Optional.empty();
    }
    return text.flatMap(known -> parsed(file, name.get(), known));
  }

  private static Optional<Records> parsed(Value file, String name, String text) {
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    try {
      switch (kind) {
        case "csv" -> {
          return Optional.of(Records.ofCsv(text));
        }
        case "jsonl", "ndjson" -> {
          return Optional.of(Records.ofJsonLines(text));
        }
        default ->
            file.problem(
                "a feeder's file ends in .csv, .jsonl or .ndjson, not in ." + Paths.printable(kind),
                "");
      }
    } catch (TextException wrong) {
      file.problem(Paths.printable(name) + ": " + wrong.message(), wrong.suggestion());
    }
    return Optional.empty();
  }

  /// What a scenario begins with: the feeders that it names, whose columns its texts know.
  List<Feed> begin(Optional<Value> named, Scope scope) {
    List<Feed> feeds = new ArrayList<>();
    Map<String, String> columns = new HashMap<>();
    for (Value value : named.map(FeedersReader::names).orElse(List.of())) {
      Optional<String> name = value.text("the name of a feeder");
      if (name.isPresent() && !feeders.containsKey(name.get())) {
        value.problem(
            "no feeder has the name \"" + Paths.printable(name.get()) + "\"",
            Spelling.suggest(name.get(), feeders.keySet()));
      }
      name.flatMap(known -> feeders.getOrDefault(known, Optional.empty()))
          .ifPresent(feeder -> {
            for (String column : feeder.columns()) {
              String other = columns.putIfAbsent(column, feeder.name());
              if (other != null) {
                value.problem(
                    "the column \"%s\" is one of \"%s\" too".formatted(column, other), "");
              }
              scope.setVarying(column);
            }
            feeds.add(new Feed(feeder.name()));
          });
    }
    return feeds;
  }

  private static List<Value> names(Value value) {
    return value.node() instanceof Node.Sequence
        ? value.items("names of feeders", Plan.MAX_FEEDERS)
        : List.of(value);
  }
}
