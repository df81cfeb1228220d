package dev.spate.answer;

import dev.spate.answer.Answer.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// The values of a header, each field on its own.
public final class HeaderSource implements Source {
  private final byte[] name;

  /// @param name in any case
  public HeaderSource(String name) {
    this.name = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public Wanted wanted() {
    return Wanted.HEAD;
  }

  @Override
  public List<String> find(AnswerReader answer) {
    return answer.headers(name);
  }
}
