package dev.spate.worker.http.h1;

import dev.spate.worker.engine.Requester;
import io.netty.buffer.ByteBuf;

/// Reads one answer after the other from a connection: finds the status and the end, and looks at
/// nothing else. Takes bytes however they are split, allocates nothing, and knows no connection.
/// Interim answers (1xx) are read over; 101 is malformed, for nobody asked to switch protocols.
final class ResponseParser {
  /// The most interim answers before the final one.
  static final int MAX_INTERIM = 100;

  private enum Body {
    HEAD,
    LENGTH,
    CHUNKED,
    UNTIL_CLOSE,
    NONE
  }

  private final ResponseHead head = new ResponseHead();
  private final ChunkedBody chunks = new ChunkedBody();
  private Body body = Body.HEAD;
  private long remaining;
  private long firstByteNs = Requester.NEVER;
  private boolean answersHead;
  private boolean touched;
  private int interim;

  /// Gets ready for the next answer.
  ///
  /// @param answersHead whether it answers a HEAD request, and so has no body whatever its head
  ///   says
  void begin(boolean answersHead) {
    this.answersHead = answersHead;
    head.restart();
    body = Body.HEAD;
    firstByteNs = Requester.NEVER;
    touched = false;
    interim = 0;
  }

  /// Reads on, and leaves in `in` what follows the answer.
  ///
  /// @param nowNs when the bytes were read
  Progress parse(ByteBuf in, long nowNs) {
    touched |= in.isReadable();
    while (body == Body.HEAD) {
      if (!head.begun() && in.isReadable()) {
        firstByteNs = nowNs;
      }
      Progress progress = head.read(in);
      if (progress != Progress.COMPLETE) {
        return progress;
      }
      if (status() == 101 || (status() < 200 && ++interim > MAX_INTERIM)) {
        return Progress.MALFORMED;
      }
      if (status() >= 200) {
        beginBody();
      }
    }
    return readBody(in);
  }

  /// The connection is closed: whether that ends the answer, or cuts it off.
  ///
  /// @return COMPLETE or MALFORMED
  Progress close() {
    return body == Body.UNTIL_CLOSE ? Progress.COMPLETE : Progress.MALFORMED;
  }

  /// Whether any byte came, be it of an interim answer.
  boolean touched() {
    return touched;
  }

  /// 200 to 599 once the answer is complete.
  int status() {
    return head.fields().status();
  }

  /// When the first byte of the final answer was read.
  long firstByteNs() {
    return firstByteNs;
  }

  /// Whether another request may follow on the connection once the answer is complete.
  boolean keepAlive() {
    return body != Body.UNTIL_CLOSE && head.fields().keepAlive();
  }

  /// Decides where the body ends (RFC 9112 §6.3).
  private void beginBody() {
    HeadFields fields = head.fields();
    if (answersHead || fields.status() == 204 || fields.status() == 304) {
      body = Body.NONE;
    } else if (fields.chunked()) {
      body = Body.CHUNKED;
      chunks.begin();
    } else if (fields.coded() || fields.contentLength() == HeadFields.NO_LENGTH) {
      body = Body.UNTIL_CLOSE;
    } else {
      body = Body.LENGTH;
      remaining = fields.contentLength();
    }
  }

  private Progress readBody(ByteBuf in) {
    return switch (body) {
      case HEAD -> Progress.MORE;
      case NONE -> Progress.COMPLETE;
      case CHUNKED -> chunks.read(in);
      case LENGTH -> {
        int count = (int) Math.min(in.readableBytes(), remaining);
        in.skipBytes(count);
        remaining -= count;
        yield remaining == 0 ? Progress.COMPLETE : Progress.MORE;
      }
      case UNTIL_CLOSE -> {
        in.skipBytes(in.readableBytes());
        yield Progress.MORE;
      }
    };
  }
}
