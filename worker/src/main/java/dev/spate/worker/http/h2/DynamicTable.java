package dev.spate.worker.http.h2;

/// The fields that the other side has put into its table (RFC 7541 §2.3.2), by index from 1, the
/// newest first.
///
/// Names and values lie in one array, oldest first. There is room in it for twice of what may be in
/// the table, so what is left of it moves to the front once in a while, and nothing is allocated.
final class DynamicTable {
  /// What an entry counts for beyond its name and value (RFC 7541 §4.1).
  private static final int OVERHEAD = 32;

  private final byte[] bytes;
  private final int[] starts;
  private final int[] nameLengths;
  private final int[] valueLengths;
  private final FieldKind[] kinds;
  private final long[] numbers;
  private final int mask;

  private int limit;
  private int size;
  private int oldest;
  private int count;
  private int bytesEnd;

  /// @param limit in bytes as RFC 7541 counts them; the table's size may be changed below it
  DynamicTable(int limit) {
    this.limit = limit;
    bytes = new byte[2 * limit];
    int entries = Math.max(1, Integer.highestOneBit(Math.max(1, limit / OVERHEAD)) * 2);
    starts = new int[entries];
    nameLengths = new int[entries];
    valueLengths = new int[entries];
    kinds = new FieldKind[entries];
    numbers = new long[entries];
    mask = entries - 1;
  }

  int count() {
    return count;
  }

  /// Changes how much may be in the table, up to what it was made for.
  void resize(int newLimit) {
    limit = newLimit;
    evictTo(limit);
  }

  /// Adds a field. One that is too large for the table empties it, and is no mistake.
  void add(FieldKind kind, long number, byte[] text, int nameLength, int valueLength) {
    int room = OVERHEAD + nameLength + valueLength;
    evictTo(Math.max(0, limit - room));
    if (room > limit) {
      return;
    }
    if (bytesEnd + nameLength + valueLength > bytes.length) {
      moveToFront();
    }
    int slot = (oldest + count) & mask;
    System.arraycopy(text, 0, bytes, bytesEnd, nameLength + valueLength);
    starts[slot] = bytesEnd;
    nameLengths[slot] = nameLength;
    valueLengths[slot] = valueLength;
    kinds[slot] = kind;
    numbers[slot] = number;
    bytesEnd += nameLength + valueLength;
    size += room;
    count++;
  }

  FieldKind kind(int index) {
    return kinds[slot(index)];
  }

  long number(int index) {
    return numbers[slot(index)];
  }

  /// In bytes, as RFC 7541 counts them.
  int size(int index) {
    int slot = slot(index);
    return OVERHEAD + nameLengths[slot] + valueLengths[slot];
  }

  int nameLength(int index) {
    return nameLengths[slot(index)];
  }

  void copyName(int index, byte[] to) {
    System.arraycopy(bytes, starts[slot(index)], to, 0, nameLength(index));
  }

  int valueLength(int index) {
    return valueLengths[slot(index)];
  }

  void copyValue(int index, byte[] to, int at) {
    int slot = slot(index);
    System.arraycopy(bytes, starts[slot] + nameLengths[slot], to, at, valueLengths[slot]);
  }

  private int slot(int index) {
    return (oldest + count - index) & mask;
  }

  private void evictTo(int most) {
    while (size > most) {
      size -= OVERHEAD + nameLengths[oldest] + valueLengths[oldest];
      oldest = (oldest + 1) & mask;
      count--;
    }
  }

  private void moveToFront() {
    int from = count == 0 ? bytesEnd : starts[oldest];
    System.arraycopy(bytes, from, bytes, 0, bytesEnd - from);
    for (int i = 0; i < count; i++) {
      starts[(oldest + i) & mask] -= from;
    }
    bytesEnd -= from;
  }
}
