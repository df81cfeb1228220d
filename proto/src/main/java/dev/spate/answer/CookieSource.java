package dev.spate.answer;

import dev.spate.answer.Answer.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The value that an answer gives to a cookie (RFC 6265 §5.2). Where it gives several, all of them
/// in order.
public final class CookieSource implements Source {
  private static final byte[] SET_COOKIE = "set-cookie".getBytes(StandardCharsets.US_ASCII);

  private final String name;

  /// @param name whose case matters
  public CookieSource(String name) {
    this.name = name;
  }

  @Override
  public Wanted wanted() {
    return Wanted.HEAD;
  }

  @Override
  public List<String> find(AnswerReader answer) {
    List<String> values = new ArrayList<>();
    for (String field : answer.headers(SET_COOKIE)) {
      int semicolon = field.indexOf(';');
      String pair = semicolon < 0 ? field : field.substring(0, semicolon);
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
        values.add(pair.substring(equals + 1).strip());
      }
    }
    return values;
  }
}
