package dev.spate.coordinator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Things by the id of a worker. Immutable, and cheap to change: the state of a run is another one
/// after each report, and a copy of a thousand workers a thousand times a second would be most of
/// what a coordinator does.
///
/// A change copies one of [#PARTS] parts, and the list of them.
final class ById<T> {
  private static final int PARTS = 64;

  private final List<Map<String, T>> parts;
  private final int size;

  private ById(List<Map<String, T>> parts, int size) {
    this.parts = parts;
    this.size = size;
  }

  static <T> ById<T> none() {
    return new ById<>(Collections.nCopies(PARTS, Map.of()), 0);
  }

  static <T> ById<T> of(Map<String, T> all) {
    List<Map<String, T>> parts = new ArrayList<>(PARTS);
    for (int part = 0; part < PARTS; part++) {
      parts.add(new HashMap<>());
    }
    all.forEach((id, value) -> parts.get(partOf(id)).put(id, value));
    return new ById<>(parts, all.size());
  }

  private static int partOf(String id) {
    int hash = id.hashCode();
    return (hash ^ (hash >>> 16)) & (PARTS - 1);
  }

  @Nullable T get(String id) {
    return parts.get(partOf(id)).get(id);
  }

  boolean contains(String id) {
    return parts.get(partOf(id)).containsKey(id);
  }

  int size() {
    return size;
  }

  /// The same with another value under an id, which may be new.
  ById<T> with(String id, T value) {
    Map<String, T> part = new HashMap<>(parts.get(partOf(id)));
    boolean isNew = part.put(id, value) == null;
    return replaced(partOf(id), part, isNew ? size + 1 : size);
  }

  /// The same without an id; it need not be there.
  ById<T> without(String id) {
    if (!contains(id)) {
      return this;
    }
    Map<String, T> part = new HashMap<>(parts.get(partOf(id)));
    part.remove(id);
    return replaced(partOf(id), part, size - 1);
  }

  private ById<T> replaced(int at, Map<String, T> part, int newSize) {
    List<Map<String, T>> changed = new ArrayList<>(parts);
    changed.set(at, part);
    return new ById<>(changed, newSize);
  }

  /// All, in no order.
  Stream<T> stream() {
    return parts.stream().flatMap(part -> part.values().stream());
  }

  /// A copy in the order of the ids.
  NavigableMap<String, T> sorted() {
    NavigableMap<String, T> sorted = new TreeMap<>();
    parts.forEach(sorted::putAll);
    return sorted;
  }
}
