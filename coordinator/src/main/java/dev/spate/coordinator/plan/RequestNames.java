package dev.spate.coordinator.plan;

import dev.spate.plan.Tags;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The rows of the report that a plan's requests will be counted in. Requests without a name of
/// their own that are alike share one; a name that the plan gives is given once.
final class RequestNames {
  private final Map<String, Named> named = new LinkedHashMap<>();
  private final Map<String, Tags> tagged = new HashMap<>();
  private final Set<String> groups = new LinkedHashSet<>();
  private boolean complete = true;

  private record Named(Position at, String path, boolean given) {
    /// Whether it is the same text: one of a flow that is put in more than once.
    boolean isThere(Value place) {
      return at.equals(place.at()) && path.equals(place.path());
    }
  }

  /// A request with a name in the plan.
  void give(String name, Value at) {
    add(name, at, true);
  }

  /// A request that is named after its method and path.
  void derive(String name, Value at) {
    add(name, at, false);
  }

  /// A request whose name cannot be known.
  void lose() {
    complete = false;
  }

  private void add(String name, Value at, boolean given) {
    Named first = named.putIfAbsent(name, new Named(at.at(), at.path(), given));
    if (first != null && (first.given() || given) && !first.isThere(at)) {
      at.problem(
          "\"%s\" is already the name of the request %s in line %d"
              .formatted(Paths.printable(name), first.path(), first.at().line()),
          given ? "each name may be given once" : "give this request a name of its own");
    }
  }

  /// The tags of a request with this name: all of them have the same.
  void tag(String name, Tags tags, Value at) {
    Tags first = tagged.putIfAbsent(name, tags);
    if (first != null && !first.equals(tags)) {
      at.problem(
          "requests called \"%s\" have other tags before".formatted(Paths.printable(name)),
          "the same tags, or a name of its own");
    }
  }

  /// As rules name them: `key=value`.
  Set<String> tags() {
    return tagged.values().stream()
        .flatMap(tags -> tags.byKey().entrySet().stream())
        .map(tag -> tag.getKey() + "=" + tag.getValue())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<String> names() {
    return named.keySet();
  }

  /// A group of steps. Groups of one name share a row.
  void group(String name) {
    groups.add(name);
  }

  /// The names of the groups.
  Set<String> groups() {
    return groups;
  }

  /// Whether every request's name is among them.
  boolean complete() {
    return complete;
  }
}
