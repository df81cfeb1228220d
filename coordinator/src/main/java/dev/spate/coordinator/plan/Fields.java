package dev.spate.coordinator.plan;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping whose keys are the plan's words. Making one reports every key that has no place in it.
final class Fields {
  private final Value mapping;
  private final Map<String, Value.Field> known = new LinkedHashMap<>();
  private final Set<String> meant = new HashSet<>();
  private boolean strayed;

  /// @param known the keys that may stand in a mapping
  /// @param later those that a later version will know
  record Keys(List<String> known, Set<String> later) {
    static Keys of(String... known) {
      return new Keys(List.of(known), Set.of());
    }

    Keys later(String... later) {
      return new Keys(known, Set.of(later));
    }
  }

  private Fields(Value mapping, Keys keys) {
    this.mapping = mapping;
    if (!(mapping.node() instanceof Node.Mapping)) {
      mapping.mismatch(
          "a mapping",
          (keys.known().size() == 1 ? "of the key " : "of the keys ")
              + String.join(", ", keys.known()));
      return;
    }
    for (Value.Field field : mapping.entries("keys")) {
      if (keys.known().contains(field.name())) {
        known.put(field.name(), field);
        continue;
      }
      strayed = true;
      if (keys.later().contains(field.name())) {
        field.key().problem("is not supported yet", "");
      } else if (field.name().equals("<<")) {
        field.key().problem("merge keys are not part of a plan", "an alias may stand for a value");
      } else {
        field.key().problem("unknown key", Spelling.suggest(field.name(), keys.known()));
        meant.add(Spelling.nearest(field.name(), keys.known()));
      }
    }
  }

  static Fields of(Value mapping, Keys keys) {
    return new Fields(mapping, keys);
  }

  boolean has(String key) {
    return known.containsKey(key);
  }

  Optional<Value> find(String key) {
    return Optional.ofNullable(known.get(key)).map(Value.Field::value);
  }

  /// The place of a key that is there.
  Optional<Value> key(String key) {
    return Optional.ofNullable(known.get(key)).map(Value.Field::key);
  }

  /// Whether the key is there, or misspelt.
  boolean isMeant(String key) {
    return known.containsKey(key) || meant.contains(key);
  }

  /// Whether a key was reported that has no place here.
  boolean strayed() {
    return strayed;
  }

  /// A value without which the mapping makes no sense. A misspelt key is not missing as well.
  ///
  /// @param suggestion how it might look
  Optional<Value> require(String key, String suggestion) {
    Optional<Value> found = find(key);
    if (mapping.node() instanceof Node.Mapping && !isMeant(key)) {
      mapping.problem("\"" + key + "\" is missing", suggestion);
    }
    return found;
  }

  /// Reports each of these keys that is there.
  void refuse(String message, String... keys) {
    for (String key : keys) {
      key(key).ifPresent(value -> value.problem(message, ""));
    }
  }
}
