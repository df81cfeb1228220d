package dev.spate.worker.http.h2;

import java.nio.charset.StandardCharsets;

/// The fields that every connection knows (RFC 7541 Appendix A), by index from 1.
final class StaticTable {
  static final int SIZE = 61;

  private static final String[] FIELDS = {
    ":authority", "",
    ":method", "GET",
    ":method", "POST",
    ":path", "/",
    ":path", "/index.html",
    ":scheme", "http",
    ":scheme", "https",
    ":status", "200",
    ":status", "204",
    ":status", "206",
    ":status", "304",
    ":status", "400",
    ":status", "404",
    ":status", "500",
    "accept-charset", "",
    "accept-encoding", "gzip, deflate",
    "accept-language", "",
    "accept-ranges", "",
    "accept", "",
    "access-control-allow-origin", "",
    "age", "",
    "allow", "",
    "authorization", "",
    "cache-control", "",
    "content-disposition", "",
    "content-encoding", "",
    "content-language", "",
    "content-length", "",
    "content-location", "",
    "content-range", "",
    "content-type", "",
    "cookie", "",
    "date", "",
    "etag", "",
    "expect", "",
    "expires", "",
    "from", "",
    "host", "",
    "if-match", "",
    "if-modified-since", "",
    "if-none-match", "",
    "if-range", "",
    "if-unmodified-since", "",
    "last-modified", "",
    "link", "",
    "location", "",
    "max-forwards", "",
    "proxy-authenticate", "",
    "proxy-authorization", "",
    "range", "",
    "referer", "",
    "refresh", "",
    "retry-after", "",
    "server", "",
    "set-cookie", "",
    "strict-transport-security", "",
    "transfer-encoding", "",
    "user-agent", "",
    "vary", "",
    "via", "",
    "www-authenticate", "",
  };

  private static final byte[][] NAMES = new byte[SIZE + 1][];
  private static final byte[][] VALUES = new byte[SIZE + 1][];
  private static final int[] SIZES = new int[SIZE + 1];
  private static final FieldKind[] KINDS = new FieldKind[SIZE + 1];
  private static final long[] NUMBERS = new long[SIZE + 1];

  static {
    for (int index = 1; index <= SIZE; index++) {
      byte[] name = FIELDS[2 * index - 2].getBytes(StandardCharsets.ISO_8859_1);
      byte[] value = FIELDS[2 * index - 1].getBytes(StandardCharsets.ISO_8859_1);
      NAMES[index] = name;
      VALUES[index] = value;
      SIZES[index] = 32 + name.length + value.length;
      KINDS[index] = FieldKind.of(name, 0, name.length);
      NUMBERS[index] = KINDS[index].number(value, 0, value.length);
    }
  }

  private StaticTable() {}

  static byte[] name(int index) {
    return NAMES[index];
  }

  static byte[] value(int index) {
    return VALUES[index];
  }

  /// In bytes, as RFC 7541 §4.1 counts them.
  static int size(int index) {
    return SIZES[index];
  }

  static FieldKind kind(int index) {
    return KINDS[index];
  }

  static long number(int index) {
    return NUMBERS[index];
  }

  /// The index of a whole field, or 0.
  static int find(String name, String value) {
    for (int index = 1; index <= SIZE; index++) {
      if (FIELDS[2 * index - 2].equals(name) && FIELDS[2 * index - 1].equals(value)) {
        return index;
      }
    }
    return 0;
  }

  /// The first index of a name, or 0.
  static int find(String name) {
    for (int index = 1; index <= SIZE; index++) {
      if (FIELDS[2 * index - 2].equals(name)) {
        return index;
      }
    }
    return 0;
  }
}
