package dev.spate.coordinator.history;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which finished runs somebody wants to see.
///
/// @param name of the run, with `*` for anything; empty for all
/// @param tags all of which it has to have
/// @param verdict `PASSED`, `FAILED` or `INCONCLUSIVE`; empty for any
/// @param since started then or later; null for any time
/// @param limit how many at most, the newest of them, 1 to [#MOST]
public record RunFilter(
    String name, Map<String, String> tags, String verdict, @Nullable Instant since, int limit) {
  /// The most that are listed at once.
  public static final int MOST = 10_000;

  private static final Set<String> VERDICTS = Set.of("PASSED", "FAILED", "INCONCLUSIVE");

  /// @throws IllegalArgumentException with a sentence for people
  public RunFilter {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    verdict = verdict.toUpperCase(Locale.ROOT);
    if (!verdict.isEmpty() && !VERDICTS.contains(verdict)) {
      throw new IllegalArgumentException(
          "a verdict is passed, failed or inconclusive, not '" + verdict + "'");
    }
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException("a limit is 1 to " + MOST + ", not " + limit);
    }
  }

  /// All runs, up to a number.
  public static RunFilter newest(int limit) {
    return new RunFilter("", Map.of(), "", null, limit);
  }

  /// The runs of a name.
  public static RunFilter named(String name, int limit) {
    return new RunFilter(name, Map.of(), "", null, limit);
  }

  /// Whether a run is wanted.
  public boolean wants(PastRun run) {
    return wantsName(run.name())
        && run.tags().entrySet().containsAll(tags.entrySet())
        && (verdict.isEmpty() || verdict.equals(run.verdict()))
        && (since == null || !run.startedAt().isBefore(since));
  }

  /// Whether a name is wanted.
  public boolean wantsName(String other) {
    return name.isEmpty() || Wildcards.match(name, other);
  }
}
