package dev.spate.worker.http.h2;

/// Hears of the fields of a header block, in order.
interface FieldListener {
  /// @param number what the value stands for where the kind has a number, else or where it is none
  ///   [FieldKind#NO_NUMBER]
  void onField(FieldKind kind, long number);

  /// Whether names and values are wanted in full; else most values are passed over unread.
  default boolean wantsText() {
    return false;
  }

  /// The same field in full; only where that is wanted.
  ///
  /// @param text has the name, and then the value; not kept
  default void onText(byte[] text, int nameLength, int valueLength) {}
}
