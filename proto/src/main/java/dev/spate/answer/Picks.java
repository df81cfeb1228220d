package dev.spate.answer;

import dev.spate.plan.Capture.Pick;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes of the values that a [Source] finds what a capture wants.
public final class Picks {
  private Picks() {}

  /// The value to take; null where there is none.
  ///
  /// @param bits of chance, for [Pick#RANDOM]
  public static @Nullable String of(Pick pick, List<String> found, long bits) {
    if (pick == Pick.COUNT) {
      return Integer.toString(found.size());
    }
    if (found.isEmpty()) {
      return null;
    }
    return switch (pick) {
      case FIRST -> found.getFirst();
      case LAST -> found.getLast();
      case RANDOM -> found.get((int) Long.remainderUnsigned(bits, found.size()));
      case ALL -> Json.text(found);
      case COUNT -> throw new IllegalStateException("counted above");
    };
  }
}
