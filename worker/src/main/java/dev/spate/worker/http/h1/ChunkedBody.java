package dev.spate.worker.http.h1;

import dev.spate.answer.Answer;
import dev.spate.worker.http.pool.AnswerBody;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Finds the end of a chunked body (RFC 9112 §7.1), and reads over extensions and trailers. Lines
/// of chunks end in CR LF and nothing else: the leave to take a bare line feed for a line end is
/// for fields alone (§2.2). Keeps nothing but its place, so it can stop after any byte.
final class ChunkedBody {
  /// The greatest chunk is one byte shorter than this.
  private static final long SIZE_LIMIT = 1L << 60;

  private enum Place {
    SIZE,
    SIZE_BLANKS,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILERS
  }

  private final TrailerSection trailers = new TrailerSection();
  private Place place = Place.SIZE;
  private @Nullable Answer content;
  private long size;
  private int lineBytes;

  /// @param to where its content goes; null where nobody wants it
  void begin(@Nullable Answer to) {
    content = to;
    beginChunk();
  }

  private Progress beginChunk() {
    size = 0;
    lineBytes = 0;
    return go(Place.SIZE);
  }

  /// Reads on, and leaves in `in` what follows the body.
  Progress read(ByteBuf in) {
    while (in.isReadable()) {
      if (place == Place.DATA) {
        skipData(in);
        continue;
      }
      Progress progress = accept(in.readByte());
      if (progress != Progress.MORE) {
        return progress;
      }
    }
    return Progress.MORE;
  }

  private void skipData(ByteBuf in) {
    int count = (int) Math.min(in.readableBytes(), size);
    if (content != null) {
      AnswerBody.add(content, in, in.readerIndex(), count);
    }
    in.skipBytes(count);
    size -= count;
    if (size == 0) {
      place = Place.DATA_CR;
    }
  }

  private Progress accept(byte c) {
    return switch (place) {
      case SIZE -> size(c);
      case SIZE_BLANKS -> sizeBlanks(c);
      case EXTENSION -> extension(c);
      case SIZE_LF -> c == '\n' ? endOfSize() : Progress.MALFORMED;
      case DATA -> throw new IllegalStateException("data is skipped, not read");
      case DATA_CR -> c == '\r' ? go(Place.DATA_LF) : Progress.MALFORMED;
      case DATA_LF -> c == '\n' ? beginChunk() : Progress.MALFORMED;
      case TRAILERS -> trailers.accept(c);
    };
  }

  private Progress go(Place next) {
    place = next;
    return Progress.MORE;
  }

  private Progress size(byte c) {
    int digit = Character.digit(c, 16);
    if (digit < 0) {
      return lineBytes == 0 ? Progress.MALFORMED : sizeBlanks(c);
    }
    size = 16 * size + digit;
    return inLine() && size < SIZE_LIMIT ? Progress.MORE : Progress.MALFORMED;
  }

  /// Blanks may stand before an extension; some servers pad a size with them.
  private Progress sizeBlanks(byte c) {
    return switch (c) {
      case ' ', '\t' -> inLine() ? go(Place.SIZE_BLANKS) : Progress.MALFORMED;
      case ';' -> inLine() ? go(Place.EXTENSION) : Progress.MALFORMED;
      case '\r' -> go(Place.SIZE_LF);
      default -> Progress.MALFORMED;
    };
  }

  private Progress extension(byte c) {
    if (c == '\r') {
      return go(Place.SIZE_LF);
    }
    return Octets.isText(c) && inLine() ? Progress.MORE : Progress.MALFORMED;
  }

  private boolean inLine() {
    return ++lineBytes <= ResponseHead.MAX_LINE;
  }

  private Progress endOfSize() {
    if (size > 0) {
      return go(Place.DATA);
    }
    trailers.begin();
    return go(Place.TRAILERS);
  }
}
