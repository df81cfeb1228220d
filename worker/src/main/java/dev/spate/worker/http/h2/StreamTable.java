package dev.spate.worker.http.h2;

import dev.spate.worker.http.pool.Call;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The open streams of a connection by number: open addressing with linear probing, numbers in an
/// array of their own so that looking one up touches one cache line. Streams that are over are kept
/// for the next ones. Allocates only where more are open than ever before.
final class StreamTable {
  private int[] ids = new int[16];
  private @Nullable Stream[] streams = new Stream[16];
  private @Nullable Stream[] unused = new Stream[8];
  private int unusedCount;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// The stream of a number, or null.
  @Nullable Stream find(int id) {
    int mask = ids.length - 1;
    for (int at = home(id); ids[at] != 0; at = (at + 1) & mask) {
      if (ids[at] == id) {
        return streams[at];
      }
    }
    return null;
  }

  /// The stream that a call goes over, or null. Looks at all of them.
  @Nullable Stream find(Call call) {
    for (Stream stream : streams) {
      if (stream != null && stream.isOf(call)) {
        return stream;
      }
    }
    return null;
  }

  /// A stream for a number that is not in use; to be begun by the caller.
  Stream add(int id) {
    if (2 * (size + 1) > ids.length) {
      grow();
    }
    Stream stream = unusedCount == 0 ? null : unused[--unusedCount];
    if (stream == null) {
      stream = new Stream();
    }
    put(id, stream);
    size++;
    return stream;
  }

  /// Takes a stream out that is in it.
  void remove(Stream stream) {
    int mask = ids.length - 1;
    int hole = home(stream.id());
    while (ids[hole] != stream.id()) {
      hole = (hole + 1) & mask;
    }
    // Those after it that would not be found across the hole move into it.
    for (int at = (hole + 1) & mask; ids[at] != 0; at = (at + 1) & mask) {
      if (((at - home(ids[at])) & mask) >= ((at - hole) & mask)) {
        ids[hole] = ids[at];
        streams[hole] = streams[at];
        hole = at;
      }
    }
    ids[hole] = 0;
    streams[hole] = null;
    size--;
    keep(stream);
  }

  /// Any stream above a number, or null. For the rare occasions on which many are to go.
  @Nullable Stream anyAbove(int id) {
    for (int at = 0; at < ids.length; at++) {
      if (ids[at] > id) {
        return streams[at];
      }
    }
    return null;
  }

  /// Changes how much may be sent on all streams.
  ///
  /// @return whether all are still in range
  boolean widenAll(long by) {
    boolean inRange = true;
    for (Stream stream : streams) {
      inRange &= stream == null || stream.widen(by);
    }
    return inRange;
  }

  private int home(int id) {
    return (id >>> 1) & (ids.length - 1);
  }

  private void put(int id, Stream stream) {
    int at = home(id);
    while (ids[at] != 0) {
      at = (at + 1) & (ids.length - 1);
    }
    ids[at] = id;
    streams[at] = stream;
  }

  private void keep(Stream stream) {
    if (unusedCount == unused.length) {
      unused = Arrays.copyOf(unused, 2 * unused.length);
    }
    unused[unusedCount++] = stream;
  }

  private void grow() {
    int[] oldIds = ids;
    @Nullable Stream[] oldStreams = streams;
    ids = new int[2 * oldIds.length];
    streams = new Stream[2 * oldIds.length];
    for (int at = 0; at < oldIds.length; at++) {
      Stream stream = oldStreams[at];
      if (stream != null) {
        put(oldIds[at], stream);
      }
    }
  }
}
