package dev.spate.worker.http.h1;

/// Finds the end of the fields that may follow the last chunk (RFC 9112 §7.1.2), and of the body
/// with them. They have to look like fields, and what they say is read over. Keeps nothing but its
/// place.
final class TrailerSection {
  private enum Place {
    LINE_START,
    NAME,
    VALUE,
    LINE_LF,
    LAST_LF
  }

  private Place place = Place.LINE_START;
  private int lines;
  private int bytes;
  private int lineBytes;

  void begin() {
    place = Place.LINE_START;
    lines = 0;
    bytes = 0;
  }

  /// @param c the next byte
  Progress accept(byte c) {
    if (++bytes > ResponseHead.MAX_BYTES) {
      return Progress.MALFORMED;
    }
    return switch (place) {
      case LINE_START -> lineStart(c);
      case NAME -> name(c);
      case VALUE -> value(c);
      case LINE_LF -> c == '\n' ? go(Place.LINE_START) : Progress.MALFORMED;
      case LAST_LF -> c == '\n' ? Progress.COMPLETE : Progress.MALFORMED;
    };
  }

  private Progress go(Place next) {
    place = next;
    return Progress.MORE;
  }

  private Progress lineStart(byte c) {
    if (c == '\n') {
      return Progress.COMPLETE;
    }
    if (c == '\r') {
      return go(Place.LAST_LF);
    }
    lineBytes = 1;
    if (++lines > ResponseHead.MAX_FIELDS) {
      return Progress.MALFORMED;
    }
    if (Octets.isBlank(c)) { // a folded line, where there is something to continue
      return lines > 1 ? go(Place.VALUE) : Progress.MALFORMED;
    }
    return Octets.isToken(c) ? go(Place.NAME) : Progress.MALFORMED;
  }

  private Progress name(byte c) {
    if (++lineBytes > ResponseHead.MAX_LINE) {
      return Progress.MALFORMED;
    }
    if (c == ':') {
      return go(Place.VALUE);
    }
    return Octets.isToken(c) ? Progress.MORE : Progress.MALFORMED;
  }

  private Progress value(byte c) {
    if (c == '\n') {
      return go(Place.LINE_START);
    }
    if (c == '\r') {
      return go(Place.LINE_LF);
    }
    return Octets.isText(c) && ++lineBytes <= ResponseHead.MAX_LINE
        ? Progress.MORE
        : Progress.MALFORMED;
  }
}
