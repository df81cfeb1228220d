package dev.spate.worker.http.h2;

import io.netty.buffer.ByteBuf;

/// Reads the header blocks of a connection (RFC 7541), one after the other.
///
/// The answers of a load test are many and alike, and little in them matters: so a value that is
/// neither looked at nor put into the table is passed over unread, Huffman code included (and so
/// not found out where it is invalid). What belongs to the table is always kept exactly. Allocates
/// only where a string is longer than any before it.
final class HpackDecoder {
  /// The most that a block's fields may come to, as RFC 9113 §6.5.2 counts them; we announce it.
  static final int MAX_LIST_SIZE = 65_536;

  private static final int OVERHEAD = 32;

  private final DynamicTable table = new DynamicTable(Frames.DEFAULT_TABLE_SIZE);

  /// The name and the value of a literal field, one after the other.
  private byte[] text = new byte[512];

  private int end;
  private long listSize;

  /// Reads a whole block.
  ///
  /// @param in has it from its reader index on
  /// @param length of the block
  /// @throws ViolationException where it is none: then the table is lost, and the connection
  void decode(ByteBuf in, int length, FieldListener to) throws ViolationException {
    end = in.readerIndex() + length;
    listSize = 0;
    boolean first = true;
    while (in.readerIndex() < end) {
      int head = in.readByte();
      if (head < 0) {
        indexed(integer(in, head, 0x7f), to);
      } else if (head >= 0x40) {
        literal(in, integer(in, head, 0x3f), true, to);
      } else if (head < 0x20) {
        literal(in, integer(in, head, 0x0f), false, to);
      } else {
        resize(integer(in, head, 0x1f), first);
        continue;
      }
      first = false;
      if (listSize > MAX_LIST_SIZE) {
        throw new ViolationException(
            ErrorCode.ENHANCE_YOUR_CALM, "a header of more than " + MAX_LIST_SIZE + " bytes");
      }
    }
  }

  private void indexed(int index, FieldListener to) throws ViolationException {
    if (index == 0) {
      throw broken("index 0");
    }
    if (index <= StaticTable.SIZE) {
      listSize += StaticTable.size(index);
      to.onField(StaticTable.kind(index), StaticTable.number(index));
    } else {
      int entry = entry(index);
      listSize += table.size(entry);
      to.onField(table.kind(entry), table.number(entry));
    }
    if (to.wantsText()) {
      int nameLength = copyName(index);
      to.onText(text, nameLength, copyValue(index, nameLength));
    }
  }

  private void literal(ByteBuf in, int index, boolean keep, FieldListener to)
      throws ViolationException {
    FieldKind kind;
    int nameLength;
    if (index == 0) {
      nameLength = string(in, 0);
      kind = FieldKind.of(text, 0, nameLength);
    } else {
      kind = index <= StaticTable.SIZE ? StaticTable.kind(index) : table.kind(entry(index));
      nameLength = 0;
    }
    if (!keep && !kind.hasNumber() && !to.wantsText()) {
      listSize += OVERHEAD + nameLength + passString(in);
      to.onField(kind, FieldKind.NO_NUMBER);
      return;
    }
    if (index != 0) {
      nameLength = copyName(index);
    }
    int valueLength = string(in, nameLength);
    long number = kind.number(text, nameLength, valueLength);
    listSize += OVERHEAD + nameLength + valueLength;
    if (keep) {
      table.add(kind, number, text, nameLength, valueLength);
    }
    to.onField(kind, number);
    if (to.wantsText()) {
      to.onText(text, nameLength, valueLength);
    }
  }

  private void resize(int size, boolean first) throws ViolationException {
    if (!first || size > Frames.DEFAULT_TABLE_SIZE) {
      throw broken("a change of the table's size to " + size);
    }
    table.resize(size);
  }

  /// The index of an entry of the dynamic table there.
  private int entry(int index) throws ViolationException {
    int entry = index - StaticTable.SIZE;
    if (entry > table.count()) {
      throw broken("no field has index " + index);
    }
    return entry;
  }

  private int copyName(int index) {
    if (index <= StaticTable.SIZE) {
      byte[] name = StaticTable.name(index);
      System.arraycopy(name, 0, text, 0, name.length);
      return name.length;
    }
    int entry = index - StaticTable.SIZE;
    int length = table.nameLength(entry);
    makeRoom(length);
    table.copyName(entry, text);
    return length;
  }

  private int copyValue(int index, int at) {
    if (index <= StaticTable.SIZE) {
      byte[] value = StaticTable.value(index);
      System.arraycopy(value, 0, text, at, value.length);
      return value.length;
    }
    int entry = index - StaticTable.SIZE;
    int length = table.valueLength(entry);
    makeRoom(at + length);
    table.copyValue(entry, text, at);
    return length;
  }

  /// Reads a string into the text.
  ///
  /// @return its length
  private int string(ByteBuf in, int at) throws ViolationException {
    int head = next(in);
    int length = stringLength(in, head);
    if (head < 0) {
      makeRoom(at + Huffman.mostDecoded(length));
      int decoded = Huffman.decode(in, length, text, at);
      if (decoded == Huffman.INVALID) {
        throw broken("no Huffman code");
      }
      return decoded;
    }
    makeRoom(at + length);
    in.readBytes(text, at, length);
    return length;
  }

  /// @return its length as it stands there, a lower bound of the real one or nearly so
  private int passString(ByteBuf in) throws ViolationException {
    int length = stringLength(in, next(in));
    in.skipBytes(length);
    return length;
  }

  private int stringLength(ByteBuf in, int head) throws ViolationException {
    int length = integer(in, head, 0x7f);
    if (length > end - in.readerIndex()) {
      throw broken("a string ends after its block");
    }
    return length;
  }

  /// An integer whose first bits are the last ones of a byte that was read (RFC 7541 §5.1).
  private int integer(ByteBuf in, int head, int mask) throws ViolationException {
    int start = head & mask;
    if (start < mask) {
      return start;
    }
    long number = start;
    for (int shift = 0; shift <= 28; shift += 7) {
      int next = next(in);
      number += (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (number > Integer.MAX_VALUE) {
          break;
        }
        return (int) number;
      }
    }
    throw broken("an integer of more than 31 bits");
  }

  private int next(ByteBuf in) throws ViolationException {
    if (in.readerIndex() >= end) {
      throw broken("a field ends after its block");
    }
    return in.readByte();
  }

  private void makeRoom(int length) {
    if (length > text.length) {
      byte[] longer = new byte[Math.max(length, 2 * text.length)];
      System.arraycopy(text, 0, longer, 0, text.length);
      text = longer;
    }
  }

  private static ViolationException broken(String what) {
    return new ViolationException(ErrorCode.COMPRESSION_ERROR, what);
  }
}
