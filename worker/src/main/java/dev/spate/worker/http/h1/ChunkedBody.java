package dev.spate.worker.http.h1;

import io.netty.buffer.ByteBuf;

/// Finds the end of a chunked body (RFC 9112 §7.1). Extensions and trailers are read over; a bare
/// line feed ends a line, too. Keeps nothing but its place, so it can stop after any byte.
final class ChunkedBody {
  private static final int MAX_SIZE_DIGITS = 15;

  private enum Place {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_END,
    DATA_LF,
    TRAILER_START,
    TRAILER,
    LAST_LF
  }

  private Place place = Place.SIZE;
  private long size;
  private int digits;
  private int lineLength;
  private int trailers;
  private int trailerBytes;

  void begin() {
    trailers = 0;
    trailerBytes = 0;
    beginChunk();
  }

  private void beginChunk() {
    place = Place.SIZE;
    size = 0;
    digits = 0;
    lineLength = 0;
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
    in.skipBytes(count);
    size -= count;
    if (size == 0) {
      place = Place.DATA_END;
    }
  }

  private Progress accept(byte c) {
    return switch (place) {
      case SIZE -> size(c);
      case EXTENSION -> extension(c);
      case SIZE_LF -> c == '\n' ? endOfSize() : Progress.MALFORMED;
      case DATA -> throw new IllegalStateException("data is skipped, not read");
      case DATA_END -> c == '\r' ? go(Place.DATA_LF) : endOfData(c);
      case DATA_LF -> endOfData(c);
      case TRAILER_START -> trailerStart(c);
      case TRAILER -> trailer(c);
      case LAST_LF -> c == '\n' ? Progress.COMPLETE : Progress.MALFORMED;
    };
  }

  private Progress go(Place next) {
    place = next;
    return Progress.MORE;
  }

  private Progress size(byte c) {
    int digit = Character.digit(c, 16);
    if (digit >= 0) {
      size = 16 * size + digit;
      return ++digits <= MAX_SIZE_DIGITS ? Progress.MORE : Progress.MALFORMED;
    }
    if (digits == 0) {
      return Progress.MALFORMED;
    }
    return switch (c) {
      case ';', ' ', '\t' -> go(Place.EXTENSION);
      case '\r' -> go(Place.SIZE_LF);
      case '\n' -> endOfSize();
      default -> Progress.MALFORMED;
    };
  }

  private Progress extension(byte c) {
    if (c == '\n') {
      return endOfSize();
    }
    return ++lineLength <= ResponseHead.MAX_LINE ? Progress.MORE : Progress.MALFORMED;
  }

  private Progress endOfSize() {
    return go(size == 0 ? Place.TRAILER_START : Place.DATA);
  }

  private Progress endOfData(byte c) {
    if (c != '\n') {
      return Progress.MALFORMED;
    }
    beginChunk();
    return Progress.MORE;
  }

  private Progress trailerStart(byte c) {
    if (c == '\n') {
      return Progress.COMPLETE;
    }
    if (c == '\r') {
      return go(Place.LAST_LF);
    }
    lineLength = 0;
    place = Place.TRAILER;
    return ++trailers <= ResponseHead.MAX_FIELDS ? trailer(c) : Progress.MALFORMED;
  }

  private Progress trailer(byte c) {
    if (++trailerBytes > ResponseHead.MAX_BYTES || ++lineLength > ResponseHead.MAX_LINE) {
      return Progress.MALFORMED;
    }
    return c == '\n' ? go(Place.TRAILER_START) : Progress.MORE;
  }
}
