package dev.spate.coordinator.plan;

import dev.spate.plan.Instants;
import dev.spate.plan.Octets;
import dev.spate.plan.Phase;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the replays of a plan with their files.
final class ReplayReader {
  static final Fields.Keys KEYS = Fields.Keys.of("file", "speed", "format");

  /// Of all files together, however often each is named.
  static final int MAX_FILE_BYTES = 4 << 20;

  private static final double LEAST_SPEED = 0.001;
  private static final double MOST_SPEED = 1_000;

  private final Given given;
  private long bytes;

  ReplayReader(Given given) {
    this.given = given;
  }

  /// The names of the files in the text of a plan, whatever is wrong with it.
  static Set<String> files(Node root) {
    return values(root, "phases")
        .flatMap(
            phases -> phases instanceof Node.Sequence list ? list.items().stream() : Stream.empty())
        .flatMap(phase -> values(phase, "replay"))
        .flatMap(replay -> values(replay, "file"))
        .flatMap(
            name -> name instanceof Node.Scalar scalar ? Stream.of(scalar.text()) : Stream.empty())
        .collect(Collectors.toSet());
  }

  private static Stream<Node> values(Node node, String key) {
    return node instanceof Node.Mapping mapping
        ? mapping.entries().stream()
            .filter(entry -> entry.key().text().equals(key))
            .map(Node.Entry::value)
        : Stream.empty();
  }

  /// The instants of a replay since its first, which is at 0.
  Optional<Instants> read(Value mapping) {
    Fields fields = Fields.of(mapping, KEYS);
    double speed = fields.find("speed").flatMap(ReplayReader::speed).orElse(1.0);
    Optional<Value> file = fields.require("file", "file: access.log");
    Optional<String> name = file.flatMap(value -> value.text("the name of a file"));
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Optional<RecordedTimes.Format> format =
        fields.has("format")
            ? fields
                .find("format")
                .flatMap(value ->
                    FeedersReader.choice(
                        value, RecordedTimes.Format.values(), RecordedTimes.Format::id))
            : Optional.of(byName(name.get()));
    Optional<String> text = text(file.orElseThrow(), name.get());
    if (format.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(instants(RecordedTimes.read(text.get(), format.get()), speed));
    } catch (TextException wrong) {
      file.get().problem(Paths.printable(name.get()) + ": " + wrong.message(), wrong.suggestion());
      return Optional.empty();
    }
  }

  private static RecordedTimes.Format byName(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".log")
        ? RecordedTimes.Format.ACCESS_LOG
        : RecordedTimes.Format.SECONDS;
  }

  private static Optional<Double> speed(Value value) {
    Optional<String> text = value.text("a number");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    double speed =
        text.get().matches("[0-9]{1,4}(\\.[0-9]{1,9})?") ? Double.parseDouble(text.get()) : 0;
    if (speed < LEAST_SPEED || speed > MOST_SPEED) {
      value.mismatch("a number, 0.001 to 1000", "speed: 2 is twice as fast as it was recorded");
      return Optional.empty();
    }
    return Optional.of(speed);
  }

  private Optional<String> text(Value file, String name) {
    Optional<Octets> content = given.file(file, name);
    bytes += content.map(Octets::size).orElse(0);
    if (bytes > MAX_FILE_BYTES) {
      file.problem(
          "the files of a plan's replays have at most 4 MB together",
          "a file with the times alone, one a line, is shorter than a log");
      return Optional.empty();
    }
    return content.isEmpty() ? Optional.empty() : given.text(file, name);
  }

  /// @param times ascending
  private static Instants instants(long[] times, double speed) throws TextException {
    long[] instants = new long[times.length];
    long least = 0;
    for (int n = 0; n < times.length; n++) {
      double since = (times[n] - times[0]) / speed;
      if (since >= Phase.MOST_NS) {
        throw new TextException(
            "its times span more than the 30 days that a phase may last", "a higher speed");
      }
      instants[n] = Math.max(least, (long) since);
      least = instants[n] + 1;
    }
    try {
      return Instants.of(instants);
    } catch (IllegalArgumentException wrong) {
      throw new TextException(String.valueOf(wrong.getMessage()), "a shorter file");
    }
  }
}
