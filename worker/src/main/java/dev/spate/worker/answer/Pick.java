package dev.spate.worker.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of the values that a [Source] finds a capture takes.
public enum Pick {
  FIRST,
  LAST,
  RANDOM,
  /// All of them, as a JSON array of texts.
  ALL,
  /// How many there are, be it 0.
  COUNT;

  /// The value to take; null where there is none.
  ///
  /// @param bits of chance, for [#RANDOM]
  public @Nullable String of(List<String> found, long bits) {
    if (this == COUNT) {
      return Integer.toString(found.size());
    }
    if (found.isEmpty()) {
      return null;
    }
    return switch (this) {
      case FIRST -> found.getFirst();
      case LAST -> found.getLast();
      case RANDOM -> found.get((int) Long.remainderUnsigned(bits, found.size()));
      case ALL -> Json.text(found);
      case COUNT -> throw new IllegalStateException("counted above");
    };
  }
}
