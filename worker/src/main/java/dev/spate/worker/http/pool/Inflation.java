package dev.spate.worker.http.pool;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads gzip (RFC 1952), member after member, and zlib (RFC 1950), for which some servers send
/// bare deflate. Used again and again: the JDK's own stream for it would allocate 40 kB for each
/// body.
final class Inflation implements AutoCloseable {
  /// There is no more.
  static final int END = -1;

  /// There should be more, and is not.
  static final int CUT = -2;

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATED = 8;
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int WITH_CHECKSUM = 2;
  private static final int WITH_EXTRA = 4;
  private static final int WITH_NAME = 8;
  private static final int WITH_COMMENT = 16;

  private final Inflater wrapped = new Inflater();
  private final Inflater bare = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private Inflater inflater = bare;
  private byte[] in = {};
  private int end;

  /// Where the next member begins, or would; what is left of the last one.
  private int next;

  private boolean gzip;
  private boolean inMember;

  /// Begins with other bytes.
  ///
  /// @param bytes of which it is the first `length`
  /// @param zlib whether they are no gzip
  void begin(byte[] bytes, int length, boolean zlib) {
    in = bytes;
    end = length;
    next = 0;
    gzip = !zlib;
    inMember = zlib;
    inflater = zlib && isZlib() ? wrapped : bare;
    inflater.reset();
    if (zlib) {
      inflater.setInput(in, 0, end);
    }
  }

  private boolean isZlib() {
    return end >= 2 && (in[0] & 0x0f) == DEFLATED && (octet(0) << 8 | octet(1)) % 31 == 0;
  }

  /// Reads on.
  ///
  /// @param length 1 or more
  /// @return how many bytes came, 0 or more, or [#END] or [#CUT]
  /// @throws DataFormatException where they are not what they should be
  int read(byte[] out, int at, int length) throws DataFormatException {
    if (!inMember) {
      if (next > 0 && !isMember()) {
        return END; // what some servers leave behind is not for us
      }
      if (!beginMember()) {
        return CUT;
      }
    }
    int count = inflater.inflate(out, at, length);
    checksum.update(out, at, count);
    if (inflater.finished()) {
      return count > 0 ? count : endMember();
    }
    if (count == 0 && inflater.needsDictionary()) {
      throw new DataFormatException("a dictionary that nobody has");
    }
    return count == 0 ? CUT : count;
  }

  private boolean beginMember() throws DataFormatException {
    int body = headerEnd();
    if (body < 0 || body > end) {
      return false;
    }
    inMember = true;
    checksum.reset();
    inflater.reset();
    inflater.setInput(in, body, end - body);
    return true;
  }

  /// @return where the header ends, or a negative number where it is cut off
  private int headerEnd() throws DataFormatException {
    if (end - next < HEADER) {
      return CUT;
    }
    if (!isMember() || octet(next + 2) != DEFLATED) {
      throw new DataFormatException("no gzip");
    }
    int flags = octet(next + 3);
    int at = next + HEADER;
    if ((flags & WITH_EXTRA) != 0) {
      at = at + 2 > end ? CUT : at + 2 + (octet(at) | octet(at + 1) << 8);
    }
    at = (flags & WITH_NAME) != 0 ? textEnd(at) : at;
    at = (flags & WITH_COMMENT) != 0 ? textEnd(at) : at;
    return at >= 0 && (flags & WITH_CHECKSUM) != 0 ? at + 2 : at;
  }

  private int textEnd(int from) {
    for (int at = from; at >= 0 && at < end; at++) {
      if (in[at] == 0) {
        return at + 1;
      }
    }
    return CUT;
  }

  private boolean isMember() {
    return end - next >= 2 && octet(next) == MAGIC_1 && octet(next + 1) == MAGIC_2;
  }

  private int octet(int at) {
    return in[at] & 0xff;
  }

  /// @return 0 where another member may follow
  private int endMember() throws DataFormatException {
    if (!gzip) {
      return END;
    }
    int trailer = end - inflater.getRemaining();
    if (end - trailer < TRAILER) {
      return CUT;
    }
    if (number(trailer) != (int) checksum.getValue()
        || number(trailer + 4) != (int) inflater.getBytesWritten()) {
      throw new DataFormatException("the checksum says that it was changed on its way");
    }
    next = trailer + TRAILER;
    inMember = false;
    return 0;
  }

  private int number(int at) {
    return octet(at) | octet(at + 1) << 8 | octet(at + 2) << 16 | octet(at + 3) << 24;
  }

  @Override
  public void close() {
    wrapped.end();
    bare.end();
  }
}
