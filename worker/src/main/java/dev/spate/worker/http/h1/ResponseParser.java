package dev.spate.worker.http.h1;

import dev.spate.answer.Answer;
import dev.spate.answer.Answer.Wanted;
import dev.spate.worker.engine.Requester;
import dev.spate.worker.http.pool.AnswerBody;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Reads one answer after the other from a connection: finds the status and the end, and looks at
/// nothing else unless somebody wants it. Takes bytes however they are split, allocates nothing,
/// and knows no connection. Interim answers (1xx) are read over; 101 is malformed, for nobody asked
/// to switch protocols.
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

  private final EmptyLines emptyLines = new EmptyLines();
  private final ResponseHead head = new ResponseHead();
  private final ChunkedBody chunks = new ChunkedBody();
  private Body body = Body.HEAD;
  private long remaining;
  private long firstByteNs = Requester.NEVER;
  private boolean answersHead;
  private @Nullable Answer answer;

  /// Where the body goes; null where nobody wants it.
  private @Nullable Answer content;

  private boolean touched;
  private boolean continued;
  private int interim;

  /// Gets ready for the next answer.
  ///
  /// @param answersHead whether it answers a HEAD request, and so has no body whatever its head
  ///   says
  /// @param answer where what is wanted of it goes; null where nothing is
  void begin(boolean answersHead, @Nullable Answer answer) {
    this.answersHead = answersHead;
    this.answer = answer;
    content = answer != null && answer.wanted() == Wanted.BODY ? answer : null;
    head.restart();
    body = Body.HEAD;
    firstByteNs = Requester.NEVER;
    touched = false;
    continued = false;
    interim = 0;
  }

  /// Reads on, and leaves in `in` what follows the answer.
  ///
  /// @param nowNs when the bytes were read
  Progress parse(ByteBuf in, long nowNs) {
    while (body == Body.HEAD) {
      if (!head.begun()) {
        Progress between = emptyLines.skip(in);
        if (between != Progress.COMPLETE) {
          return between;
        }
        firstByteNs = nowNs;
        touched = true;
      }
      Progress progress = head.read(in);
      if (progress != Progress.COMPLETE) {
        return progress;
      }
      if (status() == 101 || (status() < 200 && ++interim > MAX_INTERIM)) {
        return Progress.MALFORMED;
      }
      continued |= status() == 100;
      if (status() >= 200) {
        beginBody();
      }
    }
    return readBody(in);
  }

  /// Reads over bytes that come while no answer is due. Only empty lines may be ignored (RFC 9112
  /// §9.2): of everything else nobody can tell what request it was meant for.
  ///
  /// @return whether the connection can still be used
  boolean ignores(ByteBuf in) {
    return emptyLines.skip(in) == Progress.MORE;
  }

  /// The connection is closed: whether that ends the answer, or cuts it off.
  ///
  /// @return COMPLETE or MALFORMED
  Progress close() {
    return body == Body.UNTIL_CLOSE ? Progress.COMPLETE : Progress.MALFORMED;
  }

  /// Whether any byte of an answer came, be it an interim one.
  boolean touched() {
    return touched;
  }

  /// Whether the target said that the request may go on (100, RFC 9110 §15.2.1).
  boolean continued() {
    return continued;
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
    if (answer != null) {
      answer.clear();
      if (answer.wanted() != Wanted.COOKIES || fields.setsCookies()) {
        fields.tell(answer); // goes through the head once more, which most answers are spared
      }
    }
    if (answersHead || fields.status() == 204 || fields.status() == 304) {
      body = Body.NONE;
    } else if (fields.chunked()) {
      body = Body.CHUNKED;
      chunks.begin(content);
    } else if (fields.coded() || fields.contentLength() == HeadFields.NO_LENGTH) {
      body = Body.UNTIL_CLOSE;
    } else {
      body = Body.LENGTH;
      remaining = fields.contentLength();
    }
  }

  private void pass(ByteBuf in, int count) {
    if (content != null) {
      AnswerBody.add(content, in, in.readerIndex(), count);
    }
    in.skipBytes(count);
  }

  private Progress readBody(ByteBuf in) {
    return switch (body) {
      case HEAD -> Progress.MORE;
      case NONE -> Progress.COMPLETE;
      case CHUNKED -> chunks.read(in);
      case LENGTH -> {
        int count = (int) Math.min(in.readableBytes(), remaining);
        pass(in, count);
        remaining -= count;
        yield remaining == 0 ? Progress.COMPLETE : Progress.MORE;
      }
      case UNTIL_CLOSE -> {
        pass(in, in.readableBytes());
        yield Progress.MORE;
      }
    };
  }
}
