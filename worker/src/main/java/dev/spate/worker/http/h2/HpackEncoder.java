package dev.spate.worker.http.h2;

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

  private static void encode(Field field, ByteBuf out) {
    int whole = StaticTable.find(field.name(), field.value());
    if (whole > 0) {
      integer(INDEXED, 0x7f, whole, out);
      return;
    }
    int name = StaticTable.find(field.name());
    integer(SECRET.contains(field.name()) ? NEVER_INDEXED : NOT_INDEXED, 0x0f, name, out);
    if (name == 0) {
      string(field.name(), out);
    }
    string(field.value(), out);
  }

  private static void string(String text, ByteBuf out) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int encoded = Huffman.encodedLength(bytes);
    if (encoded < bytes.length) {
      integer(HUFFMAN, 0x7f, encoded, out);
      Huffman.encode(bytes, out);
    } else {
      integer(0, 0x7f, bytes.length, out);
      out.writeBytes(bytes);
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
  record Field(String name, String value) {}
}
