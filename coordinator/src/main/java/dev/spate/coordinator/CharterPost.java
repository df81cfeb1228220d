package dev.spate.coordinator;

import dev.spate.coordinator.history.CharterRecords;
import dev.spate.coordinator.history.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.util.ByteString;

/// Brings the charter of a run to its workers: each event that is kept, but for the reports, in
/// pages, again and again until they have it. Knows who has how much.
///
/// What happens in a burst (a thousand workers that end within a second) must not make a message
/// for each event and worker: one that has not answered yet gets what is new with what it lacks
/// anyway, or when [#lacking] is asked for.
///
/// A run whose plan is too large for a message ([#MAX_RECORD]) has no charter; a coordinator that
/// lost its journal cannot take such a run over.
final class CharterPost {
  /// A page is not larger, where its first record is not.
  private static final int PAGE_BYTES = 1 << 20;

  /// A record, with what travels around it, fits into a message.
  static final int MAX_RECORD = 4 << 20;

  /// Records from a number on.
  record Page(int first, List<ByteString> records) {}

  private final List<ByteString> records = new ArrayList<>();
  private final Map<String, Integer> kept = new HashMap<>();

  /// Up to where a worker was sent something.
  private final Map<String, Integer> posted = new HashMap<>();

  private boolean tooLarge;

  void add(RunEvent event) {
    if (tooLarge || !CharterRecords.takes(event)) {
      return;
    }
    ByteString record = CharterRecords.encode(event);
    if (record.size() > MAX_RECORD) {
      tooLarge = true;
      records.clear();
    } else {
      records.add(record);
    }
  }

  /// @return whether there is more for that worker at once
  boolean onKept(String worker, int count) {
    int before = kept.getOrDefault(worker, 0);
    kept.put(worker, Math.min(count, records.size()));
    return count > before && count < records.size();
  }

  /// Those among these workers that lack something.
  List<String> lacking(Set<String> workers) {
    return workers.stream()
        .filter(worker -> kept.getOrDefault(worker, 0) < records.size())
        .toList();
  }

  /// Those among them that have answered for all that they were sent.
  List<String> free(Set<String> workers) {
    return lacking(workers).stream()
        .filter(worker -> kept.getOrDefault(worker, 0) >= posted.getOrDefault(worker, 0))
        .toList();
  }

  /// What comes next for a worker that lacks something, and is sent now.
  Page next(String worker) {
    int first = kept.getOrDefault(worker, 0);
    List<ByteString> page = new ArrayList<>();
    long bytes = 0;
    for (ByteString record : records.subList(first, records.size())) {
      bytes += record.size();
      if (!page.isEmpty() && bytes > PAGE_BYTES) {
        break;
      }
      page.add(record);
    }
    posted.put(worker, first + page.size());
    return new Page(first, page);
  }
}
