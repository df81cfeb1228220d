package dev.spate.control;

import dev.spate.plan.Once;
import dev.spate.plan.Plan;
import dev.spate.plan.Scenario;
import java.util.Arrays;
import java.util.stream.Stream;

/// How large a plan is as workers are told it.
public final class PlanSize {
  /// In bytes. A message has some room besides, for what is told with it.
  public static final int MAX = Limits.MAX_MESSAGE_BYTES - (512 << 10);

  private PlanSize() {}

  /// Whether workers can be told a plan. A text of 4 MB may be far too large: each named flow is
  /// there as often as it is named.
  public static boolean fits(Plan plan) {
    return least(plan) <= MAX && PlanCodec.encodedSize(plan) <= MAX;
  }

  /// What the texts of its requests take, which costs nothing to know.
  private static long least(Plan plan) {
    return Stream.concat(plan.scenarios().stream(), once(plan))
        .flatMap(Scenario::requests)
        .mapToLong(request ->
            request.body().size()
                + request.path().text().length()
                + request.headers().stream()
                    .mapToLong(header -> header.value().text().length())
                    .sum())
        .sum();
  }

  private static Stream<Scenario> once(Plan plan) {
    return Arrays.stream(Once.Part.values())
        .filter(plan.once()::has)
        .map(part -> plan.once().scenario(part));
  }
}
