package dev.spate.answer;

import dev.spate.answer.Answer.Wanted;
import java.nio.charset.StandardCharsets;

/// Answers for tests.
final class Seen {
  private Seen() {}

  /// An answer whose body is a text in UTF-8.
  static AnswerReader body(String body, String... headers) {
    return body(body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /// @param headers as `name: value`
  static AnswerReader body(byte[] body, String... headers) {
    Answer answer = new Answer(1 << 20);
    answer.want(Wanted.BODY);
    for (String header : headers) {
      byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
      int colon = header.indexOf(':');
      answer.onField(bytes, 0, colon, colon + 2, bytes.length);
    }
    int fitting = answer.makeRoom(body.length);
    System.arraycopy(body, 0, answer.body(), 0, fitting);
    answer.onBody(fitting);
    return new AnswerReader().begin(answer);
  }
}
