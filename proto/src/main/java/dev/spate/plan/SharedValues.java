package dev.spate.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What `beforeRun` gave variables: every virtual user of the run begins with it. Tokens are among
/// these as a rule, so they are told to workers and kept nowhere.
///
/// @param byName at most [#MAX_CHARACTERS] together, names included
public record SharedValues(Map<String, String> byName) {
  public static final int MAX_CHARACTERS = 64 * 1024;

  /// Of a run before which nothing happens.
  public static final SharedValues NONE = new SharedValues(Map.of());

  /// @throws IllegalArgumentException for what is no name of a variable, and above the limit
  public SharedValues {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    long characters = 0;
    for (Map.Entry<String, String> each : byName.entrySet()) {
      if (!Expression.isName(each.getKey())) {
        throw new IllegalArgumentException("not the name of a variable: '" + each.getKey() + "'");
      }
      characters += each.getKey().length() + each.getValue().length();
    }
    if (characters > MAX_CHARACTERS) {
      throw new IllegalArgumentException(
          "what beforeRun gives variables is at most %d characters together, not %d"
              .formatted(MAX_CHARACTERS, characters));
    }
  }

  /// So that no value gets into a log.
  @Override
  public String toString() {
    return "SharedValues" + byName.keySet();
  }
}
