package dev.spate.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Valid plans, damaged by a seeded hand: each becomes a plan or a list of problems, and soon.
final class DamagedPlansTest {
  private static final int ROUNDS = 1_500;
  private static final String[] SPLINTERS = {
    "",
    " ",
    "\n",
    "\t",
    ":",
    ": ",
    "- ",
    "#",
    "&a ",
    "*a",
    "!!int ",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    "|",
    ">",
    "---\n",
    "...\n",
    "<<: ",
    "${x}",
    "\\",
    "null",
    "~",
    "0",
    "-1",
    "99999999999999999999",
    "\u0000",
    "\uFEFF",
    "\uD83D",
    "\u2028",
    "%YAML 9.9\n",
    "1e999999999",
    "\r",
    "9/s",
    "9h",
    "? "
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverThrowsAndAlwaysSaysWhere(long seed) {
    Random random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> {
          int accepted = 0;
          for (int round = 0; round < ROUNDS; round++) {
            String text = damaged(random);
            ParsedPlan parsed = PlanParser.parse(text);
            PlanOracle.check(parsed, text);
            accepted += parsed instanceof ParsedPlan.Accepted ? 1 : 0;
          }
          assertThat(accepted).isBetween(ROUNDS / 50, ROUNDS / 2);
        });
  }

  private static String damaged(Random random) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? Plans.SHORTEST : Plans.FULL);
    for (int cut = random.nextInt(1, 5); cut > 0; cut--) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(1, 12));
      switch (random.nextInt(5)) {
        case 0 -> text.delete(at, to);
        case 1 -> text.insert(at, SPLINTERS[random.nextInt(SPLINTERS.length)]);
        case 2 -> text.replace(at, to, SPLINTERS[random.nextInt(SPLINTERS.length)]);
        case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, to));
        default -> swapLines(text, random);
      }
    }
    return text.toString();
  }

  private static void swapLines(StringBuilder text, Random random) {
    List<String> lines = new ArrayList<>(text.toString().lines().toList());
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    text.setLength(0);
    text.append(String.join("\n", lines)).append('\n');
  }
}
