package dev.spate.worker.http.pool;

import dev.spate.answer.Answer;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.DataFormatException;
import org.brotli.dec.BrotliInputStream;

/// Undoes the content codings of bodies that somebody wants to see (RFC 9110 §8.4): gzip, deflate,
/// br and zstd, also several. No more is decoded than the answer keeps, so a small body that stands
/// for a huge one costs no more than others. A body in a coding that is not known stays as it came.
final class ContentDecoder implements AutoCloseable {
  /// The most codings of one answer, one inside the other.
  private static final int MOST_CODINGS = 4;

  private static final byte[] CONTENT_ENCODING =
      "content-encoding".getBytes(StandardCharsets.US_ASCII);

  private final Inflation inflation = new Inflation();
  private byte[] out = {};

  /// Decodes the body of an answer in its place.
  ///
  /// @return whether it is what its coding says
  boolean decode(Answer answer) {
    int field = answer.find(CONTENT_ENCODING, 0);
    return field == Answer.NONE || answer.bodyLength() == 0 || decode(answer, field);
  }

  /// The coding that was applied last is the last one.
  private boolean decode(Answer answer, int first) {
    String[] codings = codings(answer, first).split(",", -1);
    if (codings.length > MOST_CODINGS) {
      return false;
    }
    for (int at = codings.length - 1; at >= 0; at--) {
      String coding = codings[at].strip();
      if (!isKnown(coding)) {
        return true;
      }
      if (!coding.isEmpty() && !coding.equals("identity") && !decode(answer, coding)) {
        return false;
      }
    }
    return true;
  }

  private static String codings(Answer answer, int first) {
    StringBuilder all = new StringBuilder();
    for (int field = first;
        field != Answer.NONE;
        field = answer.find(CONTENT_ENCODING, field + 1)) {
      int start = answer.valueStart(field);
      int length = answer.valueEnd(field) - start;
      all.append(all.isEmpty() ? "" : ",")
          .append(new String(answer.head(), start, length, StandardCharsets.ISO_8859_1));
    }
    return all.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isKnown(String coding) {
    return switch (coding) {
      case "gzip", "x-gzip", "deflate", "br", "zstd", "identity", "" -> true;
      default -> false;
    };
  }

  /// Where not all of the body is there, as much of it as can be is decoded.
  private boolean decode(Answer answer, String coding) {
    int limit = answer.maxBody() + 1; // one more says that there is more
    try {
      int length =
          switch (coding) {
            case "br" -> read(new BrotliInputStream(body(answer)), answer, limit);
            case "zstd" -> read(new ZstdInputStream(body(answer)), answer, limit);
            default -> inflate(coding, answer, limit);
          };
      answer.onDecoded(out, Math.min(length, answer.maxBody()), length > answer.maxBody());
      return true;
    } catch (IOException | DataFormatException | RuntimeException e) {
      return false; // libraries differ in how they say that bytes are not what they should be
    }
  }

  private static InputStream body(Answer answer) {
    return new ByteArrayInputStream(answer.body(), 0, answer.bodyLength());
  }

  private int inflate(String coding, Answer answer, int limit) throws DataFormatException {
    inflation.begin(answer.body(), answer.bodyLength(), coding.equals("deflate"));
    int length = 0;
    while (length < limit) {
      makeRoom(length, limit);
      int count = inflation.read(out, length, Math.min(out.length, limit) - length);
      if (count == Inflation.END) {
        return length;
      }
      if (count == Inflation.CUT) {
        return cut(answer, length);
      }
      length += count;
    }
    return length;
  }

  private int read(InputStream in, Answer answer, int limit) throws IOException {
    int length = 0;
    try (in) {
      while (length < limit) {
        makeRoom(length, limit);
        int count = in.read(out, length, Math.min(out.length, limit) - length);
        if (count < 0) {
          return length;
        }
        length += count;
      }
    } catch (IOException | RuntimeException e) {
      if (!answer.truncated()) {
        throw e;
      }
    }
    return length;
  }

  private static int cut(Answer answer, int length) throws DataFormatException {
    if (!answer.truncated()) {
      throw new DataFormatException("it ends too early");
    }
    return length;
  }

  private void makeRoom(int length, int limit) {
    if (length == out.length) {
      out = Arrays.copyOf(out, (int) Math.min(limit, Math.max(8_192, 2L * out.length)));
    }
  }

  @Override
  public void close() {
    inflation.close();
  }
}
