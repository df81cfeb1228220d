package dev.spate.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the command line asks for.
///
/// @param program the launcher of Spate
/// @param before the launcher of another version, to compare with
/// @param rounds pairs of each case, at least 1
/// @param seconds measured in each run, at least 2
/// @param warmupSeconds before them
/// @param smoke whether this only shows that everything works: a small load, no word about goals
/// @param debug whether to show where in the code a case broke
/// @param only ids, or beginnings of ids, of the cases to measure; empty for all
/// @param json where the results go as JSON
/// @param markdown whether the table is one of Markdown
record Options(
    Path program,
    Optional<Path> before,
    int rounds,
    int seconds,
    int warmupSeconds,
    boolean smoke,
    boolean debug,
    List<String> only,
    Optional<Path> json,
    boolean markdown) {
  static final String USAGE =
      """
      Usage: benchmarks/run [--rounds 5] [--seconds 10] [--only CASE[,CASE...]] [--json FILE] \
      [--markdown] [--smoke] [--debug] [--program bin/spate] [--before OTHER/bin/spate]\
      """;

  /// @throws IllegalArgumentException for anything else than [#USAGE] says
  static Options parse(String... arguments) {
    boolean smoke = List.of(arguments).contains("--smoke");
    Options options =
        new Options(
            Path.of("spate"),
            Optional.empty(),
            smoke ? 1 : 5,
            smoke ? 2 : 10,
            smoke ? 1 : 4,
            smoke,
            List.of(arguments).contains("--debug"),
            List.of(),
            Optional.empty(),
            false);
    for (int at = 0; at < arguments.length; at++) {
      Function<String, Options> with = options.setter(arguments[at]);
      if (takesNone(arguments[at])) {
        options = with.apply("");
      } else if (++at < arguments.length) {
        options = with.apply(arguments[at]);
      } else {
        throw new IllegalArgumentException(arguments[at - 1] + " needs a value");
      }
    }
    return options;
  }

  /// Whether a case was asked for.
  boolean wants(String id) {
    return only.isEmpty() || only.stream().anyMatch(id::startsWith);
  }

  private static boolean takesNone(String name) {
    return Set.of("--smoke", "--debug", "--markdown").contains(name);
  }

  private Function<String, Options> setter(String name) {
    return switch (name) {
      case "--program" -> value -> with(Path.of(value), before, rounds, seconds, only, json, markdown);
      case "--before" ->
          value ->
              with(program, Optional.of(Path.of(value)), rounds, seconds, only, json, markdown);
      case "--rounds" -> value -> with(program, before, number(value, 1), seconds, only, json, markdown);
      case "--seconds" -> value -> with(program, before, rounds, number(value, 2), only, json, markdown);
      case "--only" ->
          value -> with(program, before, rounds, seconds, List.of(value.split(",", -1)), json, markdown);
      case "--json" ->
          value -> with(program, before, rounds, seconds, only, Optional.of(Path.of(value)), markdown);
      case "--markdown" -> _ -> with(program, before, rounds, seconds, only, json, true);
      case "--smoke", "--debug" -> _ -> this;
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }

  private Options with(
      Path program,
      Optional<Path> before,
      int rounds,
      int seconds,
      List<String> only,
      Optional<Path> json,
      boolean markdown) {
    return new Options(program, before, rounds, seconds, warmupSeconds, smoke, debug, only, json, markdown);
  }

  private static int number(String text, int least) {
    int number = Integer.parseInt(text);
    if (number < least) {
      throw new IllegalArgumentException("at least " + least + ", not " + number);
    }
    return number;
  }
}
