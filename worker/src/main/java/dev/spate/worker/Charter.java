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

  private List<ByteString> records = new ArrayList<>();
  private long bytes;
  private boolean full;
  private long epoch = -1;

  /// What an earlier coordinator told, until the present one has told as much.
  private List<ByteString> earlier = List.of();

  private long earlierEpoch = -1;

  /// Takes what follows on what it has. With the first record of a higher epoch it begins anew, and
  /// answers with what it had until it has as much again.
  ///
  /// @return how many records it has now, without a gap; of this epoch
  int keep(long theirEpoch, int first, List<ByteString> more) {
    if (theirEpoch > epoch) {
      if (first > 0) {
        return 0;
      }
      beginAnew(theirEpoch);
    }
    if (theirEpoch == epoch && first <= records.size()) {
      more.stream().skip(records.size() - first).forEach(this::add);
    }
    return records.size();
  }

  private void beginAnew(long theirEpoch) {
    earlierEpoch = epoch();
    earlier = best();
    epoch = theirEpoch;
    records = new ArrayList<>();
    bytes = 0;
    full = false;
  }

  private void add(ByteString record) {
    full |= bytes + record.size() > MAX_BYTES;
    if (!full) {
      bytes += record.size();
      records.add(record);
    }
    if (records.size() >= earlier.size()) {
      earlier = List.of();
    }
  }

  private List<ByteString> best() {
    return earlier.isEmpty() ? records : earlier;
  }

  /// Of the coordinator that told what it answers with; −1 where nobody told anything.
  long epoch() {
    return earlier.isEmpty() ? epoch : earlierEpoch;
  }

  int size() {
    return best().size();
  }

  /// What it has from a record on: at least that one, and not more than a page.
  List<ByteString> page(int first) {
    List<ByteString> page = new ArrayList<>();
    long room = PAGE_BYTES;
    List<ByteString> all = best();
    for (int i = first; i < all.size() && (page.isEmpty() || room > 0); i++) {
      room -= all.get(i).size();
      if (page.isEmpty() || room >= 0) {
        page.add(all.get(i));
      }
    }
    return page;
  }
}
