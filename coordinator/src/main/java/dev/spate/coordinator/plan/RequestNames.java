package dev.spate.coordinator.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// The rows of the report that a plan's requests will be counted in. Requests without a name of
/// their own that are alike share one; a name that the plan gives is given once.
final class RequestNames {
  private final Map<String, Named> named = new LinkedHashMap<>();
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
