package dev.spate.worker.http.h2;

/// What the header blocks of one answer say together, and whether they are valid (RFC 9113 §8.1 to
/// §8.3): any number of interim ones, the final one, perhaps trailers. It belongs to a stream.
final class AnswerHead implements FieldListener {
  /// The most interim answers before the final one.
  static final int MAX_INTERIM = 100;

  static final long NO_LENGTH = -1;

  private int status;
  private long contentLength;
  private boolean trailers;
  private boolean anyOther;
  private boolean valid;
  private int interim;

  /// Gets ready for the next answer.
  void clear() {
    status = 0;
    contentLength = NO_LENGTH;
    interim = 0;
  }

  /// A block follows.
  void begin() {
    trailers = isFinal();
    anyOther = false;
    valid = true;
    if (!trailers) {
      status = 0;
      contentLength = NO_LENGTH;
    }
  }

  @Override
  public void onField(FieldKind kind, long number) {
    switch (kind) {
      case OTHER -> anyOther = true;
      case STATUS -> onStatus((int) number);
      case CONTENT_LENGTH -> onContentLength(number);
      case WRONG_PSEUDO, INVALID -> valid = false;
    }
  }

  private void onStatus(int number) {
    valid &= status == 0 && !trailers && !anyOther && number >= 100 && number <= 599;
    status = trailers ? status : number;
  }

  private void onContentLength(long number) {
    anyOther = true;
    if (!trailers) {
      valid &=
          number != FieldKind.NO_NUMBER && (contentLength == NO_LENGTH || contentLength == number);
      contentLength = number;
    }
  }

  /// The block is complete.
  ///
  /// @param endStream whether nothing follows on the stream
  /// @return whether an answer may go on like this
  boolean end(boolean endStream) {
    if (trailers) {
      return valid && endStream;
    }
    if (status < 200) {
      // 101 does not exist here: nobody asked to switch protocols (RFC 9113 §8.6).
      return valid && status >= 100 && status != 101 && !endStream && ++interim <= MAX_INTERIM;
    }
    return valid;
  }

  /// Whether the final answer has begun.
  boolean isFinal() {
    return status >= 200;
  }

  /// 200 to 599 once the head is final and valid.
  int status() {
    return status;
  }

  /// Whether a body of this length, complete, is what the head said.
  ///
  /// @param answersHead whether it answers a HEAD request, and so has no body whatever its head
  ///   says
  boolean allows(long content, boolean answersHead) {
    if (answersHead || status == 204 || status == 304) {
      return content == 0;
    }
    return contentLength == NO_LENGTH || contentLength == content;
  }
}
