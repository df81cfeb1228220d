package dev.spate.swarm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the command line of `benchmarks/scale` asks for.
///
/// @param program the launcher of Spate
/// @param workers how many simulated ones, size by size
/// @param names of requests in the plan
/// @param rate arrivals a second of each worker; each makes one request of every name
/// @param warmupSeconds that are not measured
/// @param seconds measured
/// @param nodes that the workers live in
/// @param json where the results go as JSON
record ScaleOptions(
    Path program,
    List<Integer> workers,
    int names,
    int rate,
    int warmupSeconds,
    int seconds,
    int nodes,
    Optional<Path> json) {
  static final String USAGE =
      """
      Usage: benchmarks/scale [--workers 10,100,300,1000] [--names 10] [--rate 100] [--warmup 15] \
      [--seconds 30] [--nodes 4] [--json FILE] [--smoke] [--program bin/spate]\
      """;

  private static final int REHEARSING = 50;

  ScaleOptions {
    workers = List.copyOf(workers);
  }

  private static final ScaleOptions DEFAULT =
      new ScaleOptions(
          Path.of("spate"), List.of(10, 100, 300, 1_000), 10, 100, 15, 30, 4, Optional.empty());

  private static final ScaleOptions SMOKE =
      new ScaleOptions(Path.of("spate"), List.of(5, 20), 10, 20, 2, 4, 2, Optional.empty());

  /// @throws IllegalArgumentException for anything else than [#USAGE] says
  static ScaleOptions parse(String... arguments) {
    List<String> words = List.of(arguments);
    ScaleOptions options = words.contains("--smoke") ? SMOKE : DEFAULT;
    for (int at = 0; at < words.size(); at++) {
      String name = words.get(at);
      if (name.equals("--smoke")) {
        continue;
      }
      if (++at == words.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, words.get(at));
    }
    return options;
  }

  private ScaleOptions with(String name, String value) {
    return switch (name) {
      case "--program" ->
          new ScaleOptions(
              Path.of(value), workers, names, rate, warmupSeconds, seconds, nodes, json);
      case "--workers" ->
          new ScaleOptions(
              program, numbers(value), names, rate, warmupSeconds, seconds, nodes, json);
      case "--names" ->
          new ScaleOptions(
              program, workers, number(value), rate, warmupSeconds, seconds, nodes, json);
      case "--rate" ->
          new ScaleOptions(
              program, workers, names, number(value), warmupSeconds, seconds, nodes, json);
      case "--warmup" ->
          new ScaleOptions(program, workers, names, rate, number(value), seconds, nodes, json);
      case "--seconds" ->
          new ScaleOptions(
              program, workers, names, rate, warmupSeconds, number(value), nodes, json);
      case "--nodes" ->
          new ScaleOptions(
              program, workers, names, rate, warmupSeconds, seconds, number(value), json);
      case "--json" ->
          new ScaleOptions(
              program,
              workers,
              names,
              rate,
              warmupSeconds,
              seconds,
              nodes,
              Optional.of(Path.of(value)));
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }

  private static List<Integer> numbers(String list) {
    return Arrays.stream(list.split(",", -1)).map(ScaleOptions::number).toList();
  }

  private static int number(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("at least 1, not " + number);
    }
    return number;
  }

  /// The plan of a size. A lane for each worker at least.
  String plan(int size) {
    return plan(size, warmupSeconds + seconds);
  }

  /// The same for a part of the workers, before: a coordinator that has just started is slow.
  String rehearsal(int size) {
    return plan(Math.min(REHEARSING, size), warmupSeconds);
  }

  private String plan(int size, int duration) {
    StringBuilder flow = new StringBuilder();
    for (int name = 0; name < names; name++) {
      flow.append("      - { get: /, name: request-%d }%n".formatted(name));
    }
    return """
    target: http://127.0.0.1:9
    name: scale-%1$d
    lanes: %2$d
    workers: { expect: %1$d }
    phases: [ { name: steady, arrivalRate: %3$d/s, duration: %4$ds } ]
    scenarios:
      only:
        flow:
    %5$s\
    """
        .formatted(size, Math.max(1_024, size), rate * size, duration, flow.toString());
  }
}
