package dev.spate.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What the command line of `benchmarks/soak` asks for.
///
/// @param program the launcher of Spate
/// @param minutes that the run lasts
/// @param everySeconds something is done to a process
/// @param rate arrivals a second
record SoakOptions(Path program, int minutes, int everySeconds, int rate) {
  static final String USAGE =
      "Usage: benchmarks/soak [--minutes 15] [--every 60] [--rate 300] [--program bin/spate]";

  /// @throws IllegalArgumentException for anything else than [#USAGE] says
  static SoakOptions parse(String... arguments) {
    SoakOptions options = new SoakOptions(Path.of("spate"), 15, 60, 300);
    List<String> words = List.of(arguments);
    for (int at = 0; at + 1 < words.size(); at += 2) {
      options = options.with(words.get(at), words.get(at + 1));
    }
    if (words.size() % 2 != 0) {
      throw new IllegalArgumentException(words.getLast() + " needs a value");
    }
    return options;
  }

  private SoakOptions with(String name, String value) {
    return switch (name) {
      case "--program" -> new SoakOptions(Path.of(value), minutes, everySeconds, rate);
      case "--minutes" -> new SoakOptions(program, number(value, 1), everySeconds, rate);
      case "--every" -> new SoakOptions(program, minutes, number(value, 30), rate);
      case "--rate" -> new SoakOptions(program, minutes, everySeconds, number(value, 1));
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }

  private static int number(String text, int least) {
    int number = Integer.parseInt(text);
    if (number < least) {
      throw new IllegalArgumentException("at least " + least + ", not " + number);
    }
    return number;
  }

  Duration duration() {
    return Duration.ofMinutes(minutes);
  }

  String plan(String target) {
    return """
    target: %s
    name: soak
    gracefulStop: 5s
    workers: { expect: 3, tolerance: 90%% }
    phases: [ { name: steady, arrivalRate: %d/s, duration: %ds } ]
    scenarios: { only: { flow: [ { get: / } ] } }
    """
        .formatted(target, rate, duration().toSeconds());
  }
}
