package dev.spate.worker.http.pool;

import dev.spate.answer.Answer;
import io.netty.buffer.ByteBuf;

/// Puts what a connection reads into an [Answer].
public final class AnswerBody {
  private AnswerBody() {}

  /// The body goes on with so many bytes of `in` from `at` on, as far as it is kept.
  public static void add(Answer answer, ByteBuf in, int at, int count) {
    int fitting = answer.makeRoom(count);
    if (fitting > 0) {
      in.getBytes(at, answer.body(), answer.bodyLength(), fitting);
      answer.onBody(fitting);
    }
  }
}
