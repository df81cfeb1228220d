package dev.spate.coordinator.plan;

import dev.spate.control.PlanSize;
import dev.spate.plan.Plan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// From the text of a plan, YAML or JSON, to the plan, or to every problem in it. `spate validate`,
/// `spate run` and the API all ask here, so they agree.
public final class PlanParser {
  /// The longest text of a plan: 4 MB.
  public static final int MAX_CHARACTERS = 4 << 20;

  /// Seeds that Spate chooses are short enough to copy by hand.
  private static final long CHOSEN_SEEDS = 1_000_000_000_000L;

  private static final String TOO_LARGE =
      "larger than what workers can be told, 4.5 MB, with its files and all that named flows repeat";

  private PlanParser() {}

  /// Of nothing but its text. Never throws: what goes wrong is a problem.
  public static ParsedPlan parse(String text) {
    return parse(text, Given.NOTHING);
  }

  /// Never throws: what goes wrong is a problem.
  public static ParsedPlan parse(String text, Given given) {
    return parse(text, given, () -> ThreadLocalRandom.current().nextLong(CHOSEN_SEEDS));
  }

  /// @param seeds gives the seed where the plan has none
  static ParsedPlan parse(String text, LongSupplier seeds) {
    return parse(text, Given.NOTHING, seeds);
  }

  private static ParsedPlan parse(String text, Given given, LongSupplier seeds) {
    Problems problems = new Problems();
    if (text.length() > MAX_CHARACTERS) {
      problems.add(Position.START, "", "larger than a plan may be: 4 MB", "");
      return new ParsedPlan.Rejected(problems.inOrder());
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      Optional<Node> root = YamlTree.read(body, problems);
      Optional<Plan> plan = root.flatMap(node -> PlanReader.read(node, problems, seeds, given));
      if (plan.isPresent() && !PlanSize.fits(plan.get())) {
        problems.add(Position.START, "", TOO_LARGE, "smaller bodies, or fewer of them");
      }
      if (problems.none() && root.isPresent() && plan.isPresent()) {
        return new ParsedPlan.Accepted(plan.get(), Redaction.redact(body, root.get()));
      }
    } catch (RuntimeException | StackOverflowError e) {
      // A rule that only the plan's own constructors know, or a defect: neither is a stack trace.
      problems.add(Position.START, "", "not a plan that can be run: " + reason(e), "");
    }
    return new ParsedPlan.Rejected(problems.inOrder());
  }

  /// The names of the files that a plan wants to come along, as far as its text can be read. Never
  /// throws.
  public static Set<String> files(String text) {
    try {
      return text.length() > MAX_CHARACTERS
          ? Set.of()
          : YamlTree.read(text.startsWith("\uFEFF") ? text.substring(1) : text, new Problems())
              .map(PlanParser::files)
              .orElse(Set.of());
    } catch (RuntimeException | StackOverflowError _) {
      return Set.of(); // parse says what is wrong
    }
  }

  private static Set<String> files(Node root) {
    Set<String> files = new HashSet<>(FeedersReader.files(root));
    files.addAll(ReplayReader.files(root));
    files.addAll(BodyFileReader.files(root));
    return files;
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    return Paths.printable(message == null ? e.getClass().getSimpleName() : message);
  }
}
