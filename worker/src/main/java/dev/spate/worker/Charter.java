package dev.spate.worker;

import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;

/// A worker's copy of a run's charter: what the coordinator's journal has besides the reports, in
/// records that a worker does not read. A coordinator that lost its journal asks for it.
///
/// Bounded: what is past [#MAX_BYTES] is not taken, and not answered for.
final class Charter {
  static final int MAX_BYTES = 32 << 20;

  /// How much of it travels at once, where a record is not larger by itself.
  static final int PAGE_BYTES = 1 << 20;

  private final List<ByteString> records = new ArrayList<>();
  private long bytes;
  private long epoch = -1;

  /// Takes what follows on what it has. With the first record of a higher epoch it begins anew.
  ///
  /// @return how many records it has now, without a gap; of this epoch
  int keep(long theirEpoch, int first, List<ByteString> more) {
    if (theirEpoch > epoch) {
      if (first > 0) {
        return 0;
      }
      epoch = theirEpoch;
      clear();
    }
    if (theirEpoch == epoch && first <= records.size()) {
      more.stream().skip(records.size() - first).forEach(this::add);
    }
    return records.size();
  }

  private void add(ByteString record) {
    if (bytes + record.size() <= MAX_BYTES) {
      bytes += record.size();
      records.add(record);
    }
  }

  int size() {
    return records.size();
  }

  /// What it has from a record on: at least that one, and not more than a page.
  List<ByteString> page(int first) {
    List<ByteString> page = new ArrayList<>();
    long room = PAGE_BYTES;
    for (int i = first; i < records.size() && (page.isEmpty() || room > 0); i++) {
      room -= records.get(i).size();
      if (page.isEmpty() || room >= 0) {
        page.add(records.get(i));
      }
    }
    return page;
  }

  private void clear() {
    records.clear();
    bytes = 0;
  }
}
