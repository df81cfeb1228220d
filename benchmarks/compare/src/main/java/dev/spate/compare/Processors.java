package dev.spate.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Which processors do what: the generators have the first to themselves, and all else, the target
/// above all, is on the last.
///
/// @param all numbers of the processors that this process may use, ascending
public record Processors(List<Integer> all) {
  public Processors {
    all = List.copyOf(all);
    if (all.size() < 2) {
      throw new IllegalArgumentException("a generator and a target need two processors");
    }
  }

  public static Processors ofThisProcess() throws IOException {
    return new Processors(parse(ProcFiles.field("self", "Cpus_allowed_list")));
  }

  /// @param list such as `0-3,8`
  static List<Integer> parse(String list) {
    List<Integer> numbers = new ArrayList<>();
    for (String range : list.split(",", -1)) {
      String[] ends = range.split("-", -1);
      for (int n = Integer.parseInt(ends[0]); n <= Integer.parseInt(ends[ends.length - 1]); n++) {
        numbers.add(n);
      }
    }
    return numbers;
  }

  public String generator() {
    return all.getFirst().toString();
  }

  public String target() {
    return all.getLast().toString();
  }

  /// The first `count` of them.
  public String first(int count) {
    return list(all.subList(0, count));
  }

  /// All but the first `count`; the last one where there are no more.
  public String without(int count) {
    return list(all.subList(Math.min(count, all.size() - 1), all.size()));
  }

  public String everywhere() {
    return list(all);
  }

  private static String list(List<Integer> numbers) {
    return String.join(",", numbers.stream().map(String::valueOf).toList());
  }
}
