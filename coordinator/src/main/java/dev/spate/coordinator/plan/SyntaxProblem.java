package dev.spate.coordinator.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Says in plain words what the YAML scanner stumbled over.
final class SyntaxProblem {
  private final String found;
  private final Optional<Mark> at;
  private final Optional<Mark> begun;

  private SyntaxProblem(MarkedYamlEngineException e) {
    this.found = e.getProblem() == null ? "" : e.getProblem();
    this.at = e.getProblemMark();
    this.begun = e.getContextMark();
  }

  static void report(YamlEngineException e, Problems problems) {
    if (e instanceof MarkedYamlEngineException marked) {
      new SyntaxProblem(marked).explain(problems);
    } else {
      problems.add(Position.START, "", "this is not YAML", "");
    }
  }

  private void explain(Problems problems) {
    if (found.contains("(TAB)")) {
      problems.add(Position.of(at), "", "a tab cannot indent a line of YAML", "use spaces");
    } else if (found.contains("cannot start any token")) {
      problems.add(
          Position.of(at), "", "a value cannot begin with this character", "put it in quotes");
    } else if (found.contains("mapping values are not allowed")) {
      problems.add(
          Position.of(at),
          "",
          "a key cannot stand here",
          "indented too deep, a second \": \" in the line, or no colon in the line before");
    } else if (found.contains("could not find expected ':'")) {
      problems.add(Position.of(begun), "", "a key without its colon", "write \"key: value\"");
    } else if (found.contains("expected <block end>")) {
      problems.add(
          Position.of(at),
          "",
          "this does not line up with what began in line " + Position.of(begun).line(),
          "indent the lines of a block alike, and put text with special characters in quotes");
    } else {
      explainUnclosed(problems);
    }
  }

  private void explainUnclosed(Problems problems) {
    if (found.contains("expected ',' or ']'")) {
      problems.add(Position.of(at), "", "expected a comma or ]" + openedAt("["), "");
    } else if (found.contains("expected ',' or '}'")) {
      problems.add(Position.of(at), "", "expected a comma or }" + openedAt("{"), "");
    } else if (found.contains("unexpected end of stream")
        || found.contains("unexpected document separator")) {
      problems.add(Position.of(begun), "", "this quote is never closed", "");
    } else if (found.contains("unknown escape character")
        || found.contains("expected escape sequence")) {
      problems.add(
          Position.of(at),
          "",
          "an escape that YAML does not know",
          "in single quotes a backslash is an ordinary character");
    } else if (found.contains("sequence entries are not allowed")) {
      problems.add(
          Position.of(at),
          "",
          "an item of a list cannot stand here",
          "begin it on a line of its own");
    } else {
      problems.add(Position.of(at), "", "this is not YAML: " + Paths.printable(found), "");
    }
  }

  private String openedAt(String bracket) {
    return begun
        .map(mark -> ": the " + bracket + " in line " + (mark.getLine() + 1) + " is open")
        .orElse("");
  }
}
