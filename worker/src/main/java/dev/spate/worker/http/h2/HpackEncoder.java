package dev.spate.worker.http.h2;

import dev.spate.worker.http.pool.Pieces;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Writes the header block of a request so that it means the same on every connection and at any
/// time: with the static table and without the dynamic one. It is done once for a request; what is
/// sent again and again is the result.
final class HpackEncoder {
  private static final int INDEXED = 0x80;
  private static final int NOT_INDEXED = 0x00;
  private static final int NEVER_INDEXED = 0x10;
  private static final int HUFFMAN = 0x80;

  /// Whose values proxies are to keep out of their tables as well (RFC 7541 §7.1.3).
  private static final Set<String> SECRET =
      Set.of("authorization", "cookie", "proxy-authorization", "x-api-key");

  private HpackEncoder() {}

  /// @param fields with names in lower case, pseudo-headers first
  static void encode(List<Field> fields, ByteBuf out) {
    for (Field field : fields) {
      encode(field, out);
    }
  }

  /// A field without holes.
  static void encode(Field field, ByteBuf out) {
    int whole = StaticTable.find(field.name(), field.value().text());
    if (whole > 0) {
      integer(INDEXED, 0x7f, whole, out);
      return;
    }
    byte[] value = field.value().bytes();
    name(field.name(), out);
    string(value, value.length, out);
  }

  /// The beginning of a field that is a literal and goes into no table; its value is to follow.
  static void name(String lowerCaseName, ByteBuf out) {
    int name = StaticTable.find(lowerCaseName);
    integer(SECRET.contains(lowerCaseName) ? NEVER_INDEXED : NOT_INDEXED, 0x0f, name, out);
    if (name == 0) {
      byte[] bytes = lowerCaseName.getBytes(StandardCharsets.ISO_8859_1);
      string(bytes, bytes.length, out);
    }
  }

  /// @param bytes of which the string is the first `length`
  static void string(byte[] bytes, int length, ByteBuf out) {
    int encoded = Huffman.encodedLength(bytes, length);
    if (encoded < length) {
      integer(HUFFMAN, 0x7f, encoded, out);
      Huffman.encode(bytes, length, out);
    } else {
      integer(0, 0x7f, length, out);
      out.writeBytes(bytes, 0, length);
    }
  }

  private static void integer(int head, int mask, int number, ByteBuf out) {
    if (number < mask) {
      out.writeByte(head | number);
      return;
    }
    out.writeByte(head | mask);
    int rest = number - mask;
    while (rest > 0x7f) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }

  /// A field of a request. (A header of a plan has no name with a colon.)
  record Field(String name, Pieces value) {
    /// One without holes.
    static Field of(String name, String value) {
      return new Field(name, Pieces.of(value));
    }
  }
}
