package dev.spate.coordinator.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// The response times of a run: a `response_time.hlog` and which slots it has.
final class ResponseTimes {
  /// Requests that are looked at one by one; those that come later are in the whole only.
  static final int MOST_REQUESTS = 200;

  private final Path file;
  private final BitSet slots;

  private ResponseTimes(Path file, BitSet slots) {
    this.file = file;
    this.slots = slots;
  }

  /// @throws ComparisonException where it is missing, damaged or too long
  static ResponseTimes read(Path file) {
    BitSet slots = new BitSet();
    HdrLog.forEach(file, (_, slot, _) -> slots.set(slot));
    return new ResponseTimes(file, slots);
  }

  /// How many seconds outside warm-up have a request.
  int seconds() {
    return slots.cardinality();
  }

  /// Cuts them into parts of about the same number of slots.
  ///
  /// @param parts at least one, at most [#seconds()]
  /// @throws ComparisonException where the file is damaged
  Cut in(int parts) {
    Cutting cutting = new Cutting(slots, parts);
    HdrLog.forEach(file, (name, slot, durations) -> cutting.add(name, slot, durations.read()));
    return cutting.end();
  }

  /// @param seconds of each part
  /// @param requests by name
  record Cut(List<Integer> seconds, Parts whole, Map<String, Parts> requests) {}

  private static final class Cutting {
    private final Map<Integer, Integer> partOfSlot = new LinkedHashMap<>();
    private final int[] seconds;
    private final Parts whole;
    private final Map<String, Parts> requests = new LinkedHashMap<>();

    Cutting(BitSet slots, int parts) {
      this.seconds = new int[parts];
      this.whole = new Parts(parts);
      List<Integer> all = new ArrayList<>(slots.stream().boxed().toList());
      for (int place = 0; place < all.size(); place++) {
        int part = (int) ((long) place * parts / all.size());
        partOfSlot.put(all.get(place), part);
        seconds[part]++;
      }
    }

    void add(String name, int slot, Histogram durations) {
      int part = partOfSlot.getOrDefault(slot, 0);
      whole.add(part, durations);
      Parts request = request(name);
      if (request != null) {
        request.add(part, durations);
      }
    }

    private @Nullable Parts request(String name) {
      Parts known = requests.get(name);
      if (known == null && requests.size() < MOST_REQUESTS) {
        known = new Parts(seconds.length);
        requests.put(name, known);
      }
      return known;
    }

    Cut end() {
      whole.close();
      requests.values().forEach(Parts::close);
      return new Cut(Arrays.stream(seconds).boxed().toList(), whole, requests);
    }
  }
}
